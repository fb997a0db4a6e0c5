import { readdirSync, readFileSync } from "node:fs"
import path from "node:path"
import type { Page } from "puppeteer"
import { expect, test } from "vitest"
import { RECORD_KEY } from "../../src/inspector/record"
import { buildFor } from "../support/builds"
import { holdBack } from "../support/hold-back"
import { closes, press, says, sees, tick } from "../support/on-page"
import { ada } from "../support/people"
import { takePicture } from "../support/pictures"
import { command, signIn } from "../support/steps"
import { text } from "../support/texts"
import { withExtension } from "../support/with-extension"

const INSPECTOR = "/popup.html#inspector"
const seed = "pending-choose-organization"

/** The rows of the timeline, the latest first, each as one line. */
function timeline(inspector: Page) {
  return inspector.$$eval("tbody tr", (rows) =>
    rows.map((row) =>
      [...row.cells].map((cell) => (cell.textContent ?? "").replace(/\s+/g, " ").trim()).join(" | ")
    )
  )
}

/** Waits until the timeline has a line like each of these, and returns it. */
async function expectLines(inspector: Page, ...patterns: RegExp[]) {
  for (const pattern of patterns) {
    await expect.poll(() => timeline(inspector)).toContainEqual(expect.stringMatching(pattern))
  }
}

test("the inspector shows a sign-in, its task and their requests as they happen", () =>
  withExtension({ seed, isInspected: true }, async ({ openPopup, openPage, taskPage, snapshot }) => {
    const inspector = await openPage(INSPECTOR)
    await sees(inspector, "heading", "Inspector")
    const popup = await openPopup()
    await signIn(popup)
    const page = await taskPage("choose-organization")
    await press(page, "Acme")
    await snapshot("active")
    await closes(page)

    await inspector.bringToFront()
    await expectLines(
      inspector,
      /worker \| Chrome started worker 1 cause: .*/,
      /event \| Chrome installed or updated it \(install\)/,
      /sync \| sync cause: .* \| Clerk answered \| \d+ ms$/,
      /sync \| sync cause: sync-session from \/popup.html \| not needed: the snapshot was fresh/,
      /message \| command attempt-first-factor from \/popup.html, waited \d+ ms for its turn \| ok \| \d+ ms/,
      /request \| POST \/v1\/client\/sign_ins \| 200 \| \d+ ms/,
      /snapshot \| revision \d+: pending cause: attempt-first-factor from \/popup.html \| changed: status signed-out → pending; tasks none → choose-organization; sessions/,
      /message \| command open-task from \/popup.html \| ok/,
      /tab \| opened \/tabs\/choose-organization.html/,
      /request \| GET \/v1\/me\/organization_memberships \| 200/,
      /message \| query list-memberships from \/tabs\/choose-organization.html \| ok/,
      /request \| POST \/v1\/client\/sessions\/sess_…\w{4}\/touch \| 200/,
      /snapshot \| revision \d+: active cause: choose-organization .* \| changed: status pending → active; tasks choose-organization → none/
    )
    for (const words of ["status active", "tasks none left", "came from choose-organization"]) {
      await says(inspector, words)
    }
    await says(inspector, "alarm “sync” in")
    await says(inspector, "emulator.clerk.accounts.dev (development)")
    await takePicture(inspector, "inspector", { width: 1280, height: 800 })
  }))

test("the inspector is opened from the popup, in one tab, and wakes nothing", () =>
  withExtension({ isInspected: true }, async (given) => {
    const { openPopup, pages, page, openPage, stopServiceWorker, isServiceWorkerRunning, emulator } = given
    const popup = await openPopup()
    await sees(popup, "button", "Sign in")
    await press(popup, "Inspector")
    await closes(popup)
    const inspector = await page("/popup.html")
    await says(inspector, "1, running")
    await stopServiceWorker()
    const before = await emulator.requests()

    await says(inspector, "1, stopped")
    await openPage(INSPECTOR)

    expect(await pages()).toHaveLength(2)
    expect(isServiceWorkerRunning()).toBe(false)
    expect(await emulator.requests()).toEqual(before)
  }))

test("after Chrome has stopped the worker, the inspector shows what was cut short, and what woke the next one", () =>
  withExtension({ seed, isInspected: true }, async (given) => {
    const { openPopup, openPage, taskPage, observer, emulator, stopServiceWorker } = given
    await signIn(await openPopup())
    await sees(await taskPage("choose-organization"), "button", "Acme")
    const inspector = await openPage(INSPECTOR)
    await holdBack(emulator, { path: "/v1/me/organization_suggestions" })
    const asking = observer.evaluate(() =>
      chrome.runtime.sendMessage({ name: "list-suggestions", body: { offset: 0 } }).catch(() => {})
    )
    await expectLines(inspector, /query list-suggestions from \/manifest.json \| no reply yet/)

    await stopServiceWorker()
    await asking
    await command(observer, "sync-session")

    await expectLines(
      inspector,
      /query list-suggestions from \/manifest.json \| cut short: Chrome stopped the worker/,
      /GET \/v1\/me\/organization_suggestions \| cut short/,
      /worker \| Chrome started worker 2 cause: sync-session from \/manifest.json/
    )
  }))

test("what fails stands out, with Clerk's code", () =>
  withExtension({ seed, isInspected: true }, async ({ openPopup, openPage, observer, emulator }) => {
    const inspector = await openPage(INSPECTOR)
    const popup = await openPopup()
    await signIn(popup, { ...ada, password: "mistyped-4711-password" })
    await says(popup, text("errorPasswordIncorrect"))
    await emulator.setFaults([{ match: { path: "/v1/client" }, status: 503 }])
    await command(observer, "sync-session", { force: true })
    await command(observer, "no-such-command")
    await observer.evaluate(() => void chrome.runtime.connect())

    await inspector.bringToFront()
    await expectLines(
      inspector,
      /command attempt-first-factor .* \| rejected \(password\)/,
      /POST \/v1\/client\/sign_ins trace ID \w+ \| 422 form_password_incorrect/,
      /GET \/v1\/client .* \| 503/,
      /sync, forced .* \| failed/,
      /revision \d+: unavailable cause: sync-session from \/manifest.json \| changed: status signed-out → unavailable; reason none → clerk-down/,
      /message \(not read\) from \/manifest.json \| unknown-command/,
      /event \| a port, which the gate closed/
    )
    await says(inspector, "reason clerk-down")
    const problems = await inspector.$$eval(".inspector__problem", (cells) =>
      cells.map(({ textContent }) => textContent)
    )
    expect(problems).toContain("rejected (password)")
    expect(problems).not.toContain("ok")
  }))

test("kinds can be hidden", () =>
  withExtension({ isInspected: true }, async ({ openPage }) => {
    const inspector = await openPage(INSPECTOR)
    await expectLines(inspector, /\| request \|/)

    await tick(inspector, "request")

    await expect.poll(() => timeline(inspector)).not.toContainEqual(expect.stringMatching(/\| request \|/))
    await expectLines(inspector, /\| sync \|/)
  }))

test("no secret and nothing that the user typed is in the record, on the page or in its text", () =>
  withExtension({ seed: "pending-every-task", isInspected: true }, async (given) => {
    const { browser, origin, openPopup, openPage, observer, snapshot } = given
    const popup = await openPopup()
    await signIn(popup, { ...ada, password: "mistyped-4711-password" })
    await says(popup, text("errorPasswordIncorrect"))
    await signIn(popup)
    await snapshot("pending")
    await command(observer, "get-token", { skipCache: true, treatPendingAsSignedOut: false })
    await command(observer, "attempt-second-factor", { strategy: "email_code", code: "481516" })
    await command(observer, "482951-secret-name", { password: "in a body" })
    await observer.evaluate(() => chrome.runtime.sendMessage("Bearer a-secret-message"))
    const inspector = await openPage(INSPECTOR)
    await expectLines(
      inspector,
      /query get-token .* \| ok/,
      /POST \/v1\/client\/sessions\/sess_…\w{4}\/tokens/
    )

    await browser.defaultBrowserContext().overridePermissions(origin, ["clipboard-read", "clipboard-write"])
    await press(inspector, "Copy as text")
    await says(inspector, text("copied"))
    const places = await inspector.evaluate(async (key) => {
      const { [key]: record } = await chrome.storage.session.get(key)
      return {
        record: JSON.stringify(record),
        page: document.documentElement.outerHTML,
        copied: await navigator.clipboard.readText()
      }
    }, RECORD_KEY)
    const local = await observer.evaluate(() => chrome.storage.local.get())
    const secrets = [
      ...[ada.password, "mistyped-4711-password", "481516", "482951", "in a body", "a-secret-message"],
      ...[ada.email, "Lovelace"],
      ...Object.values(local).map(String)
    ]

    expect(places.copied).toMatch(/^Snapshot\n {2}status: pending\n/)
    expect(places.copied).toContain("POST /v1/client/sign_ins")
    for (const [place, held] of Object.entries(places)) {
      expect(
        secrets.filter((secret) => held.includes(secret)),
        place
      ).toEqual([])
      expect(held, place).not.toMatch(/eyJ[\w-]+\.eyJ/)
      expect(held, place).not.toMatch(/rotating_token_nonce|__clerk|authorization/i)
    }
  }))

test("a build without the inspector contains nothing of it", async () => {
  const traces = [/inspector/i, /inspector-record/, /Chrome started worker/, /recordMessage|Copy as text/]
  const [inspected, plain] = await Promise.all([
    buildFor({ instance: "development", isInspected: true }),
    buildFor({ instance: "development" })
  ])

  // "inspector" is also among the passwords that the password strength check knows.
  expect(tracesIn(inspected, traces).length).toBeGreaterThan(0)
  expect(tracesIn(plain, traces)).toEqual([])
})

function tracesIn(directory: string, traces: RegExp[]) {
  return readdirSync(directory, { recursive: true, encoding: "utf8" })
    .filter((file) => /\.(js|css|html|json)$/.test(file))
    .flatMap((file) => {
      const held = `${file}\n${readFileSync(path.join(directory, file), "utf8")}`
      // The list of common passwords has the word.
      const code = held.replace(/"[^"]*"\.split\(","\)/g, "")
      return traces.filter((trace) => trace.test(code)).map((trace) => `${trace} in ${file}`)
    })
}
