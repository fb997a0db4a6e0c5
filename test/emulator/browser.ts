import type { Browser, ConsoleMessage, Page } from "puppeteer"
import { afterAll, beforeAll } from "vitest"
import { launchChromium } from "../../scripts/launch-chromium"
import { killBrowser } from "../support/shared-environment"
import { emulate, stopEmulators, type TestEmulator } from "./support"

/** How long a test waits for something to appear. */
const PATIENCE_MS = 10_000

export type Visit = { page: Page; emulator: TestEmulator; origin: string }

type Site = {
  /** Whether the pages are at the host of the publishable key, over https with a self-signed certificate. */
  isSecure?: boolean
  /** Whether Clerk's own components are among the pages. Then the browser has no network. */
  prebuilt?: boolean
}

/** A browser for a file's tests. Each visit has its own profile, and also fails on errors and policy violations. */
export function createVisits({ isSecure = false, prebuilt = false }: Site = {}) {
  const options = { https: isSecure, prebuilt }
  let browser: Browser
  const launch = async () => {
    const { httpsUrl = "", frontendApi } = await emulate(options)
    const secure = [
      `--host-resolver-rules=MAP ${frontendApi} 127.0.0.1:${httpsUrl && new URL(httpsUrl).port}`,
      "--ignore-certificate-errors"
    ]
    const offline = ["--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost"]
    browser = await launchChromium(true, {
      // A call that Chromium leaves unanswered fails, with a name, while its own test is still running; a poll then tries once more.
      protocolTimeout: 30_000,
      args: [...(isSecure ? secure : []), ...(prebuilt ? offline : [])]
    })
  }
  beforeAll(launch)
  afterAll(async () => {
    await browser.close()
    await stopEmulators()
  })

  return async function visit(path: string, story: (visit: Visit) => Promise<void>, seed = "empty") {
    const emulator = await emulate(options)
    await emulator.reset(seed)
    const origin = isSecure ? `https://${emulator.frontendApi}` : emulator.url
    const context = await browser.createBrowserContext()
    await context.overridePermissions(origin, [
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
      await page.goto(path.startsWith("/") ? origin + path : path)
      await story({ page, emulator, origin })
      if (problems.length > 0) throw new Error(`The page logged errors:\n${problems.join("\n")}`)
    } finally {
      // Sometimes Chromium never answers. The test has its result by then, and the next visit gets a new browser.
      await context.close().catch(() => killBrowser(browser).then(launch))
    }
  }
}

// Clerk's components request company logos from Clerk, which their pages may not load from.
const HARMLESS =
  /^Failed to load resource|blocked by CORS policy|^Loading the image 'https:\/\/img\.clerk\.com\//

const isProblem = (message: ConsoleMessage) =>
  ["error", "assert"].includes(message.type()) && !HARMLESS.test(message.text())

/** Finds a control or a row by its role and name. */
export const find = (page: Page, name: string, role = "") =>
  page.locator(`::-p-aria(${name}${role && `[role="${role}"]`})`)

/** The visible text: with the space between cells. */
export const textOf = (page: Page, selector: string) =>
  // biome-ignore lint/performance/useDomNodeTextContent: textContent has no space between cells
  page.$eval(selector, (element) => (element as HTMLElement).innerText)
