import type { Browser, ConsoleMessage, Page } from "puppeteer"
import { afterAll, beforeAll } from "vitest"
import { launchChromium } from "../../scripts/launch-chromium"
import { emulate, type TestEmulator } from "./support"

/** How long a test waits for what should appear. */
const PATIENCE_MS = 10_000

export type Visit = { page: Page; emulator: TestEmulator }

/** A browser for a file's tests. Each visit is a page of its own, and fails on errors and policy violations too. */
export function createVisits() {
  let browser: Browser
  beforeAll(async () => {
    browser = await launchChromium(true)
  })
  afterAll(() => browser.close())

  async function visit(path: string, story: (visit: Visit) => Promise<void>, seed = "empty") {
    const emulator = await emulate()
    await emulator.reset(seed)
    const context = await browser.createBrowserContext()
    await context.overridePermissions(emulator.url, [
      "clipboard-read",
      "clipboard-write",
      "clipboard-sanitized-write"
    ])
    const page = await context.newPage()
    page.setDefaultTimeout(PATIENCE_MS)
    const problems: string[] = []
    page.on("pageerror", (error) => problems.push(String(error)))
    page.on("console", (message) => {
      if (isProblem(message)) problems.push(message.text())
    })
    try {
      await page.goto(`${emulator.url}${path}`)
      await story({ page, emulator })
      if (problems.length > 0) throw new Error(`The page logged errors:\n${problems.join("\n")}`)
    } finally {
      await context.close()
    }
  }

  return visit
}

const isProblem = (message: ConsoleMessage) =>
  ["error", "assert"].includes(message.type()) && !message.text().startsWith("Failed to load resource")

/** Finds a control or a row by what it is and is called. */
export const find = (page: Page, name: string, role = "") =>
  page.locator(`::-p-aria(${name}${role && `[role="${role}"]`})`)

/** As it is seen: with the space between cells. */
export const textOf = (page: Page, selector: string) =>
  // biome-ignore lint/performance/useDomNodeTextContent: textContent has no space between cells
  page.$eval(selector, (element) => (element as HTMLElement).innerText)
