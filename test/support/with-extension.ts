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
import { sharedEnvironment } from "./shared-environment"
import { PATIENCE_MS, waitUntil } from "./wait-until"

export type Options = {
  /** The data that the emulator starts with. */
  seed?: string
  settings?: SettingsPatch
  /** Which kind of Clerk instance the extension is built for. */
  instance?: InstanceType
  /** The origin of a web app whose session the extension shares. */
  syncHost?: string
  /** Where content scripts may ask who is signed in. */
  contentScriptOrigins?: string
  /** Whether the build has social connections and company SSO, where that isn't as its instance has it. */
  sso?: "on" | "off"
  /** Installs the folder that this makes of the build's. */
  change?: (directory: string) => string
  /** Logged errors that this story is about. All others fail the test. */
  expectedErrors?: RegExp[]
}

export type Story = Omit<Extension, "observer"> & {
  browser: Browser
  emulator: EmulatorClient
  /** The extension loses its network, and notices: requests under way die, `navigator.onLine` is false. */
  goOffline(): Promise<void>
  goOnline(): Promise<void>
  /** What the extension's pages and worker logged so far. */
  log: Contexts["lines"]
  observer: Extension["observer"]
}

/**
 * Runs a story with the extension freshly installed in a real browser, against an emulator that was just reset. Fails on
 * uncaught errors, CSP violations and logged errors too, and then leaves screenshots and logs in `test/output`.
 */
export async function withExtension(options: Options, story: (given: Story) => Promise<void>): Promise<void> {
  const { seed = "empty", settings, instance = "development", syncHost, expectedErrors = [] } = options
  const { change = (directory) => directory, contentScriptOrigins, sso } = options
  const directory = await buildFor({ instance, syncHost, contentScriptOrigins, sso })
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

/** Makes the browser as it was before. Where that does not work in time, the next story gets another one. */
async function cleanUp(browser: Browser, id: string) {
  if (!browser.connected) return
  const isClean = tidyUp(browser, id).then(
    () => true,
    () => false
  )
  if (!(await Promise.race([isClean, sleep(PATIENCE_MS, false, { ref: false })]))) await browser.close()
}

// Uninstalling takes the extension's storage, pages and worker with it.
async function tidyUp(browser: Browser, id: string) {
  await browser.uninstallExtension(id)
  const [first, ...others] = await browser.pages()
  // Some may be closing already; of one that does, puppeteer may wait in vain to hear.
  await Promise.allSettled(others.map((page) => page.close()))
  await first?.goto("about:blank")

  const session = await browser.target().createCDPSession()
  await session.send("Storage.clearCookies")
  await isGone(session, id)
  await session.detach()
}

// A worker that is installed while the last one is still going away answers no debugger, ever; and one that is gone is taken
// for that of the next story while anything is attached to it. `Target.getTargets` does not tell of the latter.
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
