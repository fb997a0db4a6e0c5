import { spawnSync } from "node:child_process"
import { rmSync, symlinkSync } from "node:fs"
import path from "node:path"
import { PROJECT } from "../project"
import { type ProjectFiles, writeFiles } from "../project-files"

const BIOME = path.join(PROJECT, "node_modules/@biomejs/biome/bin/biome")

/**
 * Removes the tests of what has been taken out: the ones that no longer type-check, with the tables that only they use. A test that still
 * type-checks but would fail is in the `tests` of its part.
 *
 * @param directory where the files are written, to check them.
 * @throws Error if something else than a test doesn't type-check.
 */
export function dropTests(files: ProjectFiles, directory: string) {
  const packages = path.join(directory, "node_modules")
  symlinkSync(path.join(PROJECT, "node_modules"), packages, "junction")
  try {
    for (let errors = typeErrors(directory); errors.length > 0; errors = typeErrors(directory)) {
      for (const [file, lines] of linesByFile(errors)) {
        const kept =
          file.endsWith(".test.ts") || file.endsWith(".test.tsx") ? cutTests(files, file, lines) : ""
        if (kept) files.set(file, Buffer.from(kept))
        else files.delete(file)
        if (!kept) rmSync(path.join(directory, file))
      }
      writeFiles(directory, files)
    }
    dropUnused(files, directory)
  } finally {
    rmSync(packages)
  }
}

type TypeError = { file: string; line: number; text: string }

function typeErrors(directory: string): TypeError[] {
  const tsc = path.join(PROJECT, "node_modules/typescript/lib/tsc.js")
  const { stdout } = spawnSync(process.execPath, [tsc], { cwd: directory, encoding: "utf8" })
  const errors = stdout.split("\n").flatMap((text) => {
    const [, file = "", line] = /^([\w./-]+)\((\d+),\d+\): error/.exec(text) ?? []
    return line ? [{ file, line: Number(line), text }] : []
  })
  const other = errors.find(({ file }) => !file.startsWith("test/"))
  if (other) throw new Error(`The new project doesn't type-check: ${other.text}`)
  return errors
}

/** Removes what only the removed tests used. */
function dropUnused(files: ProjectFiles, directory: string) {
  const lint = [BIOME, "lint", "--only=correctness/noUnusedVariables", "--max-diagnostics=none", "test"]
  for (;;) {
    const { stdout, stderr } = spawnSync(process.execPath, lint, { cwd: directory, encoding: "utf8" })
    const unused = [...(stdout + stderr).matchAll(/^(test\/[\w./-]+):(\d+):\d+ lint/gm)]
    if (unused.length === 0) return
    for (const [file, lines] of linesByFile(
      unused.map(([, file = "", line]) => ({ file, line: Number(line) }))
    )) {
      files.set(file, Buffer.from(withoutDeclarations(files.get(file)?.toString() ?? "", lines)))
    }
    writeFiles(directory, files)
  }
}

function withoutDeclarations(code: string, numbers: number[]) {
  const lines = code.split("\n")
  for (const number of numbers) {
    const start = number - 1
    const end = /[({[]$/.test(lines[start] ?? "") ? endOf(lines, start) : start
    const hasComment = /^\s*(\/\/|\/\*\*.*\*\/$)/.test(lines[start - 1] ?? "")
    lines.fill("\u0000", hasComment ? start - 1 : start, end + 1)
  }
  return lines.filter((line) => line !== "\u0000").join("\n")
}

function linesByFile(errors: { file: string; line: number }[]): Map<string, number[]> {
  const byFile = new Map<string, number[]>()
  for (const { file, line } of errors) byFile.set(file, [...(byFile.get(file) ?? []), line])
  return byFile
}

/** @returns the file without the tests in these lines, `""` if one of the lines isn't in a test or no test is left. */
function cutTests(files: ProjectFiles, file: string, lines: number[]) {
  const code = files.get(file)?.toString() ?? ""
  const blocks = lines.map((line) => testAround(code.split("\n"), line - 1))
  if (blocks.includes(undefined)) return ""
  return withoutBlocks(code, blocks as Block[])
}

type Block = { start: number; end: number }

const TEST = /^\s*(test|it)(\.\w+)*\(/
const GROUP = /^\s*describe(\.\w+)*\(/

function testAround(lines: string[], line: number): Block | undefined {
  for (let start = line; start >= 0; start--) {
    if (!TEST.test(lines[start] ?? "")) continue
    const end = endOf(lines, start)
    return end >= line ? { start, end } : undefined
  }
  return undefined
}

/** Biome puts the end of a block below its start. */
function endOf(lines: string[], start: number): number {
  const indent = /^\s*/.exec(lines[start] ?? "")?.[0] ?? ""
  const end = lines.findIndex((line, index) => index > start && new RegExp(`^${indent}[)}\\]]`).test(line))
  // "test.for([" is followed by "])("title", () => {".
  return /\($|\{$/.test(lines[end] ?? "") ? endOf(lines, end) : end
}

/** Removes blocks, and groups that have no tests any more. */
export function withoutBlocks(code: string, blocks: Block[]): string {
  const lines = code.split("\n")
  for (const { start, end } of unique(blocks)) lines.fill("\u0000", start, end + 1)
  const kept = lines.filter((line) => line !== "\u0000")
  const emptyGroup = groupsIn(kept).find(
    ({ start, end }) => !kept.slice(start, end).some((line) => TEST.test(line))
  )
  if (emptyGroup) return withoutBlocks(kept.join("\n"), [emptyGroup])
  return kept.some((line) => TEST.test(line)) ? kept.join("\n") : ""
}

function groupsIn(lines: string[]): Block[] {
  return lines.flatMap((line, start) => (GROUP.test(line) ? [{ start, end: endOf(lines, start) }] : []))
}

function unique(blocks: Block[]) {
  return [...new Map(blocks.map((block) => [block.start, block])).values()]
}

/**
 * Removes the test with this title.
 * @throws Error if the file has no such test.
 */
export function cutTest(code: string, title: string): string {
  const lines = code.split("\n")
  const start = lines.findIndex(
    (line, index) => line.includes(title) && testAround(lines, index) !== undefined
  )
  const block = start < 0 ? undefined : testAround(lines, start)
  if (!block) throw new Error(`scripts/eject expects a test with this title, but there's none: ${title}`)
  return withoutBlocks(code, [block])
}
