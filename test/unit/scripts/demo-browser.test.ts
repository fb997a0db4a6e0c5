import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest"
import { openDemoBrowser } from "../../../scripts/demo-browser"

let folder: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "demo-browser-"))
  const file = path.join(folder, "chromium")
  writeFileSync(file, '#!/bin/sh\ntest "$1" = "--version" && echo "Chromium 150.0.1.2"\n')
  chmodSync(file, 0o755)
  vi.stubEnv("PUPPETEER_EXECUTABLE_PATH", file)
})
afterEach(() => {
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true })
})

// The browser here is a shell script that opens no window.
describe.skipIf(process.platform === "win32")("the window of the demo", () => {
  test.each([
    ["prints a note that it has no sandbox, for root", 0, 1],
    ["has a sandbox for other users, and prints no note", 1000, 0]
  ])("%s", async (_, user, notes) => {
    vi.spyOn(process, "getuid").mockReturnValue(user)
    const log = vi.spyOn(console, "log").mockImplementation(() => {})

    const opened = openDemoBrowser(folder, "http://localhost:4000", Promise.resolve())

    await expect(opened).rejects.toThrow("couldn't open a window")
    expect(log.mock.calls.filter(([line]) => String(line).includes("without its sandbox"))).toHaveLength(
      notes
    )
  })
})
