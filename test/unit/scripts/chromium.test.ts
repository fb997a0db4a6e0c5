import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest"
import { findOrGetChromium } from "../../../scripts/chromium"
import { findBrowser } from "../../../scripts/installed-browsers"

let folder: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "chromium-"))
})
afterEach(() => {
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true })
})

function program(name: string, output: string) {
  const file = path.join(folder, name)
  writeFileSync(file, `#!/bin/sh\necho "${output}"\n`)
  chmodSync(file, 0o755)
  return file
}

// The programs here are shell scripts.
describe.skipIf(process.platform === "win32")("the browser", () => {
  test("is the one that PUPPETEER_EXECUTABLE_PATH names", () => {
    const chosen = program("my-browser", "Google Chrome 140.0.7339.80")
    vi.stubEnv("PUPPETEER_EXECUTABLE_PATH", chosen)

    expect(findOrGetChromium()).toBe(chosen)
  })

  test.each([
    ["older than the tests can use", "Chromium 139.0.7258.154"],
    ["a stub that only prints where to get one", "Command '/usr/bin/chromium' requires the chromium snap"]
  ])("is not %s", (_, output) => {
    vi.stubEnv("PUPPETEER_EXECUTABLE_PATH", program("chromium", output))

    expect(findOrGetChromium).toThrow("no Chromium 140 or newer starts")
  })

  test("may be older than the tests can use when only its version matters", () => {
    const file = program("chromium", "Chromium 100.0.4896.60")
    vi.stubEnv("PUPPETEER_EXECUTABLE_PATH", file)

    expect(findBrowser()).toEqual({ file, version: 100 })
  })

  test("may be as old as minimum_chrome_version, and no older", () => {
    const oldest = Number(JSON.parse(readFileSync("package.json", "utf8")).manifest.minimum_chrome_version)
    vi.stubEnv("PUPPETEER_EXECUTABLE_PATH", program("oldest", `Chromium ${oldest}.0.0.0`))
    expect(findOrGetChromium()).toBe(path.join(folder, "oldest"))

    vi.stubEnv("PUPPETEER_EXECUTABLE_PATH", program("older", `Chromium ${oldest - 1}.0.0.0`))
    expect(findOrGetChromium).toThrow()
  })

  test("is the first working one on the PATH", () => {
    program("chromium", "requires the chromium snap")
    const chrome = program("google-chrome", "Google Chrome 140.0.7339.80 ")
    vi.stubEnv("PUPPETEER_EXECUTABLE_PATH", "")
    vi.stubEnv("PATH", [folder, process.env.PATH].join(path.delimiter))

    expect(findOrGetChromium()).toBe(chrome)
  })
})
