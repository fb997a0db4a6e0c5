import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { strFromU8, unzipSync } from "fflate"
import { afterEach, expect, test, vi } from "vitest"
import { zipOf } from "../../../scripts/zip"

const FILES = { "manifest.json": "{}", "static/index.js": "console.log(1)", "static/a/b.css": "a{}" }

const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true })
})

function folderWith(files: [file: string, contents: string][], modified: Date) {
  const folder = mkdtempSync(path.join(tmpdir(), "zip-"))
  folders.push(folder)
  for (const [file, contents] of files) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true })
    writeFileSync(path.join(folder, file), contents)
    utimesSync(path.join(folder, file), modified, modified)
  }
  return folder
}

test("the same files make the same zip, in every folder, order, year and time zone", () => {
  const files = Object.entries(FILES)
  vi.stubEnv("TZ", "Asia/Tokyo")
  const one = zipOf(folderWith(files, new Date("2020-01-01T00:00:00Z")))
  vi.stubEnv("TZ", "America/New_York")
  const other = zipOf(folderWith(files.reverse(), new Date("2026-07-01T12:34:56Z")))
  vi.unstubAllEnvs()

  expect(Buffer.from(one).equals(other)).toBe(true)
})

test("the zip contains every file except source maps, with the manifest at its root", () => {
  const entries = unzipSync(zipOf(folderWith([...Object.entries(FILES), ["a.js.map", "{}"]], new Date())))

  expect(
    Object.fromEntries(Object.entries(entries).map(([file, bytes]) => [file, strFromU8(bytes)]))
  ).toEqual(FILES)
})
