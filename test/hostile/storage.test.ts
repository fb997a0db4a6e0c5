import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import type { Browser } from "puppeteer"
import { expect, onTestFinished, test } from "vitest"
import { SNAPSHOT_KEY, SNAPSHOT_VERSION } from "../../src/session/snapshot"
import { buildFor } from "../support/builds"
import { watchContexts } from "../support/contexts"
import { openExtension } from "../support/extension"
import { press, says } from "../support/on-page"
import { startEnvironment } from "../support/shared-environment"
import { clickIcon, signIn } from "../support/steps"
import { isAtTask, taskPages } from "../support/task-steps"
import { text } from "../support/texts"
import { waitUntil } from "../support/wait-until"
import { withExtension } from "../support/with-extension"
import { IS_LONG_RUN } from "./rounds"

const version = SNAPSHOT_VERSION
const NONSENSE = [
  "nonsense",
  7,
  [],
  {},
  { version: version + 1, revision: 99, status: "active" },
  { version, revision: 99, status: "celebrating" },
  { version, revision: 99, status: "active", sessionId: "sess_1", syncedAt: 9e15 },
  { version, revision: 99, status: "pending", user: {}, tasks: "reset-password", syncedAt: 9e15 },
  { version, revision: 99, status: "signed-out", instance: null, syncedAt: 9e15 },
  { version, revision: "zz", status: "signed-out" },
  { version, revision: 99, status: "unavailable", reason: "rate-limited", retryAt: 9e15 }
]

test.runIf(IS_LONG_RUN)("pages never take nonsense for a snapshot, and show the truth", () =>
  withExtension({ seed: "pending-choose-organization" }, async ({ observer, openPage, snapshot }) => {
    await snapshot("signed-out")
    const popup = await openPage("/popup.html")
    const page = await openPage("/tabs/choose-organization.html")

    for (const nonsense of NONSENSE) {
      await observer.evaluate((items) => chrome.storage.session.set(items), { [SNAPSHOT_KEY]: nonsense })
      await Promise.all([popup.reload(), page.reload()])

      await says(popup, text("signInTo", "Emulator"))
      await says(page, text("signedOutTitle"))
      await snapshot("signed-out")
    }
  })
)

test.runIf(IS_LONG_RUN).each([
  ["reloaded", reload],
  ["updated", update]
] as const)("an extension that is %s in the middle of a task still has its session", (_, renew) =>
  withExtension(
    { seed: "pending-choose-organization" },
    async ({ browser, id, openPopup, taskPage, emulator }) => {
      await signIn(await openPopup())
      await isAtTask(await taskPage("choose-organization"), "choose-organization")

      await renew(browser)
      const { extension } = await openAgain(browser, id)
      await clickIcon(extension.observer)
      const page = await extension.taskPage("choose-organization")
      await press(page, "Acme")

      expect(await extension.snapshot("active")).toMatchObject({ organization: { name: "Acme" } })
      expect((await emulator.state()).sessions).toHaveLength(1)
    }
  )
)

/** Chrome unloads the extension and loads it again. */
async function reload(browser: Browser) {
  await browser.installExtension(await buildFor({ instance: "development" }))
}

/** A new version replaces the running extension. */
async function update(browser: Browser) {
  const folder = temporaryFolder()
  cpSync(await buildFor({ instance: "development" }), folder, { recursive: true })
  const file = path.join(folder, "manifest.json")
  const manifest = JSON.parse(readFileSync(file, "utf8"))
  writeFileSync(file, JSON.stringify({ ...manifest, version: "9.9.9" }))
  await browser.installExtension(folder)
}

async function openAgain(browser: Browser, id: string) {
  // Chrome shows nobody its pages for a moment.
  const page = await browser.newPage()
  const url = `chrome-extension://${id}/manifest.json?there`
  await waitUntil(
    () =>
      page.goto(url).then(
        () => page.evaluate(() => Boolean(chrome.runtime?.id)),
        () => false
      ),
    "the extension to be there",
    30_000
  )
  await page.close()
  const contexts = await watchContexts(browser, id)
  return { contexts, extension: await openExtension(browser, id, contexts) }
}

function temporaryFolder() {
  const folder = mkdtempSync(path.join(tmpdir(), "extension-"))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }))
  return folder
}

// Each needs two browsers of its own.
test.runIf(IS_LONG_RUN).each([
  ["reset-password", "pending-reset-password"],
  ["setup-mfa", "pending-setup-mfa"],
  ["choose-organization", "pending-choose-organization"]
] as const)("a browser that restarts in the middle of %s continues with it", async (task, seed) => {
  const { browser, emulator, launch, stop } = await startEnvironment("development", {
    userDataDir: temporaryFolder()
  })
  onTestFinished(stop)
  await emulator.reset(seed)
  await emulator.changeSettings({ mfa: { phoneCode: false } })
  const directory = await buildFor({ instance: "development" })
  const id = await browser.installExtension(directory)
  const before = await openAgain(browser, id)
  await signIn(await before.extension.openPopup())
  await isAtTask(await before.extension.taskPage(task), task)

  await browser.close()
  const restarted = await launch()
  onTestFinished(() => restarted.close())
  await restarted.installExtension(directory)
  const { contexts, extension } = await openAgain(restarted, id)
  await clickIcon(extension.observer)
  const page = await extension.taskPage(task)
  await isAtTask(page, task)
  await taskPages[task].complete(page)

  await extension.snapshot("active")
  expect((await emulator.state()).sessions).toMatchObject([{ status: "active", tasks: [] }])
  expect([...before.contexts.problems, ...contexts.problems]).toEqual([])
})
