import { type ChildProcess, spawn } from "node:child_process"
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import type { Page } from "puppeteer"
import { afterAll, beforeAll, expect, test } from "vitest"
import { launchChromium } from "../../scripts/launch-chromium"
import { PROJECT } from "../../scripts/project"
import { waitUntil } from "../support/wait-until"

// Its first build has no cache.
const SLOW_MS = 600_000
const RELOAD_MS = 120_000

/** A copy of the project, without `.env`, whose files the tests edit. */
let copy: string
let dev: ChildProcess
let output = ""

beforeAll(async () => {
  copy = mkdtempSync(path.join(tmpdir(), "dev-"))
  for (const part of [
    "package.json",
    "tsconfig.json",
    ".parcelrc",
    "src",
    "scripts",
    "emulator",
    "locales",
    "assets",
    "stubs"
  ]) {
    cpSync(path.join(PROJECT, part), path.join(copy, part), { recursive: true })
  }
  symlinkSync(path.join(PROJECT, "node_modules"), path.join(copy, "node_modules"), "junction")

  const env = { ...process.env, PLASMO_PUBLIC_CLERK_PUBLISHABLE_KEY: "" }
  dev = spawn(process.execPath, ["--import", "tsx", "scripts/dev.ts"], { cwd: copy, env })
  const read = (chunk: Buffer) => {
    output += chunk
  }
  dev.stdout?.on("data", read)
  dev.stderr?.on("data", read)
}, SLOW_MS)

afterAll(async () => {
  dev.kill()
  await waitUntil(() => dev.exitCode !== null || dev.signalCode !== null, "npm run dev to end", RELOAD_MS)
  rmSync(copy, { recursive: true, force: true, maxRetries: 5 })
}, SLOW_MS)

function edit(file: string, from: string, to: string) {
  const place = path.join(copy, file)
  const code = readFileSync(place, "utf8")
  if (!code.includes(from)) throw new Error(`${file} doesn't contain ${from}`)
  writeFileSync(place, code.replace(from, to))
}

/** Waits until a page shows this, even a page in the background, while it may reload. */
const shows = (page: Page, text: string) =>
  waitUntil(
    () => page.evaluate((text) => document.body.textContent.includes(text), text).catch(() => false),
    `"${text}" at ${page.url()}`,
    RELOAD_MS
  )

const isOutlined = (page: Page) =>
  page.evaluate(() => getComputedStyle(document.body).outlineWidth === "7px").catch(() => false)

test(
  "without a publishable key, npm run dev uses the emulator, and open pages show each edit by themselves",
  async () => {
    await waitUntil(() => /re-packaged/.test(output), "the first build", SLOW_MS)
    expect(output).toMatch(
      /isn't set, so this build is for the emulator.*Clerk emulator: http:.*maya\+clerk_test/s
    )
    const directory = /Load unpacked: +(\S+)/.exec(output)?.[1] ?? ""

    const browser = await launchChromium(path.join(copy, directory))
    try {
      const [extension] = (await browser.extensions()).values()
      const open = async (file: string) => {
        const page = await browser.newPage()
        await page.goto(`chrome-extension://${extension?.id}/${file}`)
        return page
      }
      const popup = await open("popup.html")
      await shows(popup, "Sign in to Northwind")
      const workspace = await open("tabs/workspace.html")

      edit("src/popup/index.tsx", "<RedirectToTasks />", "<RedirectToTasks />\nThe popup is edited")
      await shows(popup, "The popup is edited")

      edit("src/tabs/workspace.tsx", "<RedirectToTasks />", "<RedirectToTasks />\nThe workspace is edited")
      await shows(workspace, "The workspace is edited")

      edit("src/ui/theme.css", ":root {", "body { outline: 7px solid red }\n:root {")
      for (const page of [popup, workspace]) await waitUntil(() => isOutlined(page), "the style", RELOAD_MS)
    } finally {
      await browser.close()
    }
  },
  SLOW_MS
)
