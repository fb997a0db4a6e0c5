import { setTimeout as sleep } from "node:timers/promises"
import type { Browser, CDPSession } from "puppeteer"
import { expect } from "vitest"
import type { InstanceType } from "../../emulator/model/frontend-api-host"
import type { SettingsPatch } from "../../emulator/model/settings"
import { buildFor } from "./builds"
import { type Contexts, watchContexts } from "./contexts"
import type { EmulatorClient } from "./emulator-client"
import { type Extension, openExtension } from "./extension"
import { reportFailure } from "./failure-report"
import { killBrowser, sharedEnvironment } from "./shared-environment"
import { PATIENCE_MS, waitUntil } from "./wait-until"

export type Options = {
  /** The data that the emulator starts with. */
  seed?: string
  settings?: SettingsPatch
  /** The kind of Clerk instance that the extension is built for. */
  instance?: InstanceType
  /** The origin of a web app whose session the extension shares. */
  syncHost?: string
  /** The origins where content scripts may request the signed-in user's name. */
  contentScriptOrigins?: string
  /** Whether the build has social connections and company SSO, if that differs from its instance's default. */
  sso?: "on" | "off"
  /** The author's server, if it isn't the emulator's endpoint. */
  apiUrl?: string
  /** The build has the inspector. */
  isInspected?: boolean
  /** Installs the folder that this makes from the build's. */
  change?: (directory: string) => string
  /** Logged errors that this story expects. All others fail the test. */
  expectedErrors?: RegExp[]
}

export type Story = Omit<Extension, "observer"> & {
  browser: Browser
  emulator: EmulatorClient
  /** The extension loses its network, and notices: requests under way fail, `navigator.onLine` is false. */
  goOffline(): Promise<void>
  goOnline(): Promise<void>
  /** What the extension's pages and worker have logged so far. */
  log: Contexts["lines"]
  observer: Extension["observer"]
}

/**
 * Runs a story with the extension freshly installed in a real browser, against an emulator that was just reset. Also fails on
 * uncaught errors, CSP violations and logged errors, and then leaves screenshots and logs in `test/output`.
 */
export async function withExtension(options: Options, story: (given: Story) => Promise<void>): Promise<void> {
  const { seed = "empty", settings, instance = "development", syncHost, expectedErrors = [] } = options
  const { change = (directory) => directory, contentScriptOrigins, sso, apiUrl, isInspected } = options
  const directory = await buildFor({ instance, syncHost, contentScriptOrigins, sso, apiUrl, isInspected })
  const { browser, emulator, network } = await sharedEnvironment(instance)
  await emulator.reset(seed)
  if (settings) await emulator.changeSettings(settings)

  const id = await browser.installExtension(change(directory))
  const contexts = await watchContexts(browser, id)
  try {
    const extension = await openExtension(browser, id, contexts)
    try {
      await story({
        ...extension,
        browser,
        emulator,
        log: contexts.lines,
        goOffline: async () => {
          network.shut()
          await contexts.setOffline(true)
        },
        goOnline: async () => {
          network.open()
          await contexts.setOffline(false)
        }
      })
      failOnProblems(contexts, expectedErrors)
    } catch (error) {
      const folder = await reportFailure(currentTest(), { extension, contexts, emulator })
      if (error instanceof Error) error.message += `\n\nScreenshots and logs: ${folder}`
      throw error
    }
  } finally {
    await contexts.stop()
    network.open()
    await cleanUp(browser, id)
  }
}

function failOnProblems({ problems }: Contexts, expected: RegExp[]) {
  const unexpected = problems.filter((problem) => !expected.some((pattern) => pattern.test(problem)))
  if (unexpected.length > 0) throw new Error(`The extension logged errors:\n${unexpected.join("\n")}`)
}

/** Restores the browser. If that doesn't work in time, the next story gets a new one. */
async function cleanUp(browser: Browser, id: string) {
  if (!browser.connected) return
  const isClean = tidyUp(browser, id).then(
    () => true,
    () => false
  )
  if (!(await Promise.race([isClean, sleep(PATIENCE_MS, false, { ref: false })]))) await killBrowser(browser)
}

// Uninstalling removes the extension's storage, pages and worker too.
async function tidyUp(browser: Browser, id: string) {
  await browser.uninstallExtension(id)
  const [first, ...others] = await browser.pages()
  // Some may already be closing, and puppeteer may wait forever for the end of a closing page.
  await Promise.allSettled(others.map((page) => page.close()))
  if (first?.url() !== "about:blank") await first?.goto("about:blank")

  const session = await browser.target().createCDPSession()
  await session.send("Storage.clearCookies")
  await isGone(session, id)
  await session.detach()
}

// If an extension is installed while the previous worker is still shutting down, the new worker never answers the debugger. And a dead
// worker is mistaken for the next story's while anything stays attached to it, which `Target.getTargets` doesn't show.
async function isGone(session: CDPSession, id: string) {
  const left = new Set<string>()
  session.on("Target.targetCreated", ({ targetInfo: { targetId, url } }) => {
    if (url.startsWith(`chrome-extension://${id}/`)) left.add(targetId)
  })
  session.on("Target.targetDestroyed", ({ targetId }) => void left.delete(targetId))
  await session.send("Target.setDiscoverTargets", { discover: true })
  await waitUntil(() => left.size === 0, "the extension to be gone")
}

function currentTest() {
  const { testPath = "", currentTestName = "" } = expect.getState()
  return `${testPath
    .split(/[\\/]/)
    .at(-1)
    ?.replace(/\.test\.ts$/, "")} ${currentTestName}`
}
