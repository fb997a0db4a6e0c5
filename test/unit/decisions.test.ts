import { readdirSync, readFileSync } from "node:fs"
import path from "node:path"
import { describe, expect, test } from "vitest"
import { PROJECT } from "../../scripts/project"

const FOLDER = path.join(PROJECT, "docs/decisions")
const read = (file: string) => readFileSync(path.join(FOLDER, file), "utf8")
const files = readdirSync(FOLDER).filter((file) => file !== "README.md")
const decisions = files.map((file) => {
  const [, number, title] = /^# (\d+)\. (.+)\n/.exec(read(file)) ?? []
  const [, status, date] = /\n\n\*\*Status\.\*\* (\w+) on (\d{4}-\d{2}-\d{2})\b/.exec(read(file)) ?? []
  return { file, number, title, status, date }
})

test("decisions are numbered without gaps", () => {
  const expected = files.map((_, index) => String(index + 1))

  expect(decisions.map(({ number }) => number)).toEqual(expected)
  expect(files.map((file) => String(Number(file.slice(0, 4))))).toEqual(expected)
})

describe.each(decisions)("$file", ({ file, status, date = "" }) => {
  test("has a status with a date, a context and a decision", () => {
    expect(["Accepted", "Superseded", "Rejected"]).toContain(status)
    expect(new Date(date).toISOString().slice(0, 10)).toBe(date)
    for (const part of ["Context", "Decision"]) expect(read(file)).toContain(`\n\n**${part}.**`)
  })
})

test("the index lists every decision with its title, status and date", () => {
  const rows = read("README.md").match(/^\| +\d+ .*$/gm) ?? []
  const cells = rows.map((row) =>
    row
      .split("|")
      .map((cell) => cell.trim())
      .slice(1, -1)
  )

  expect(cells).toEqual(
    decisions.map(({ file, number, title, status, date }) => [number, `[${title}](${file})`, status, date])
  )
})
