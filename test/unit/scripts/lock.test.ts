import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { afterEach, beforeEach, expect, test } from "vitest"
import { withLock } from "../../../scripts/lock"

let folder: string
let file: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "lock-"))
  file = path.join(folder, "some/.lock")
})
afterEach(() => rmSync(folder, { recursive: true }))

test("one runs after the other", async () => {
  const log: string[] = []
  const run = (name: string) =>
    withLock(file, async () => {
      log.push(`${name} begins`)
      await new Promise((resolve) => setTimeout(resolve))
      log.push(`${name} ends`)
    })

  await Promise.all([run("A"), run("B")])

  expect(log).toEqual(["A begins", "A ends", "B begins", "B ends"])
  expect(existsSync(file)).toBe(false)
})

test("a lock is released when the work under it fails", async () => {
  const failing = withLock(file, () => Promise.reject(new Error("broken")))

  await expect(failing).rejects.toThrow("broken")
  expect(existsSync(file)).toBe(false)
})

test("the lock of a process that has ended doesn't count", async () => {
  await withLock(file, async () => {})
  writeFileSync(file, "99999999")

  expect(await withLock(file, async () => "ran")).toBe("ran")
})
