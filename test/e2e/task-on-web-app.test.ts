import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import type { Page } from "puppeteer"
import { afterEach, beforeEach, expect, test } from "vitest"
import { filesIn } from "../../scripts/scan-build"
import { SYNC_HOST } from "../support/builds"
import { says, sees } from "../support/on-page"
import { ada } from "../support/people"
import { signIn } from "../support/steps"
import { text } from "../support/texts"
import { openWebApp } from "../support/web-app"
import { type Story, withExtension } from "../support/with-extension"

const instance = "production"
const syncHost = SYNC_HOST[instance]
const TASK = `${syncHost}/demo/tasks/choose-organization`

let folder: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "web-task-"))
})
afterEach(() => rmSync(folder, { recursive: true }))

/** The extension whose author has moved a task to the web app, in `taskUrls`. */
function withWebTask(build: string) {
  cpSync(build, folder, { recursive: true })
  const scripts = filesIn(folder).filter((file) => file.endsWith(".js"))
  for (const file of scripts.map((name) => path.join(folder, name))) {
    const code = readFileSync(file, "utf8")
    writeFileSync(file, code.replaceAll('"/tabs/choose-organization.html"', `"${TASK}"`))
  }
  return folder
}

const story = (run: (given: Story) => Promise<void>) =>
  withExtension({ instance, syncHost, seed: "pending-choose-organization", change: withWebTask }, run)

/** The page that has opened at this address. */
async function opened({ browser }: Story, url: string): Promise<Page> {
  const target = await browser.waitForTarget((tab) => tab.url().startsWith(url))
  return target.asPage()
}

test("a user of the web app completes the task there", () =>
  story(async (given) => {
    const web = await openWebApp(given, instance)
    await signIn(await given.openPopup())

    const page = await opened(given, TASK)
    await page.locator("::-p-text(Acme)").click()

    expect(await given.snapshot("active")).toMatchObject({ organization: { name: "Acme" } })
    await web.page.close()
  }))

test("a user who hasn't opened the web app learns how to sign in there, completes the task, and comes back", () =>
  story(async (given) => {
    const { openPopup, snapshot, taskPage } = given
    await signIn(await openPopup())
    const page = await taskPage("other-task")
    await says(page, text("webTaskForward", ada.email))
    await snapshot("pending")

    await page.bringToFront()
    await page.locator(`a[href="${TASK}"]`).click()
    const webPage = await opened(given, syncHost)
    await sees(webPage, "heading", "Sign in")
    const web = await openWebApp(given, instance)
    await web.open("/sign-in")
    await web.signIn()
    await web.page.locator("::-p-text(Acme)").click()

    await says(page, text("doneTitle"))
    expect(await snapshot("active")).toMatchObject({ organization: { name: "Acme" } })
  }))
