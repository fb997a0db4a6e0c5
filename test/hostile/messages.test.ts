import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { afterAll, beforeAll, expect, test } from "vitest"
import { FRONTEND_API_HOST } from "../../emulator/model/frontend-api-host"
import { addContentScript, reporting, resultsOf } from "../support/content-script"
import { press } from "../support/on-page"
import { ada } from "../support/people"
import { signIn } from "../support/steps"
import { withExtension } from "../support/with-extension"
import { hostileMessages } from "./hostile-messages"
import { createRandom, nameSeedOfFailure } from "./random"
import { IS_LONG_RUN } from "./rounds"

/** The origin whose content scripts may request the name in this build. The emulator's own address is another origin. */
const ORIGIN = `https://${FRONTEND_API_HOST.development}`
/** As many as one call of puppeteer can wait for, on a busy machine. */
const PART = 1_000
const PORTS = 50

const SHARE = IS_LONG_RUN ? 1 : 0.1

const random = createRandom()
const messages = {
  page: hostileMessages(random, 5_000 * SHARE),
  contentScript: hostileMessages(random, 1_750 * SHARE),
  anotherExtension: hostileMessages(random, 1_000 * SHARE),
  website: hostileMessages(random, 500 * SHARE)
}

let folder: string
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "hostile-messages-"))
})
afterAll(() => rmSync(folder, { recursive: true }))

type Results = { answers: string[]; ports: string[] }

/** The text of a function that sends all of them, some hundred at a time, and opens ports. None of our code is available where it runs. */
const sendAll = (
  expressions: string[]
) => `async (extensionId, ownOrigin = "chrome-extension://" + extensionId) => {
  const messages = [${expressions.map((expression) => `() => (${expression})`).join(",\n")}]
  const pageOf = (origin) => ({ id: extensionId, origin, url: origin + "/popup.html" })
  const within = (answer) =>
    Promise.race([answer, new Promise((resolve) => setTimeout(resolve, 10_000, "no answer"))])
  const isOwn = chrome.runtime?.id === extensionId
  const send = async (message) =>
    JSON.stringify(await (isOwn ? chrome.runtime.sendMessage(message()) : chrome.runtime.sendMessage(extensionId, message())))
  const connect = (index) =>
    new Promise((resolve) => {
      const info = { name: ["", "sign-out", "port " + index][index % 3] }
      const port = isOwn ? chrome.runtime.connect(info) : chrome.runtime.connect(extensionId, info)
      port.onDisconnect.addListener(() => resolve(void chrome.runtime.lastError ?? "closed"))
      port.onMessage.addListener((message) => resolve("message: " + JSON.stringify(message)))
      port.postMessage({ name: "sign-out" })
    }).catch((error) => "refused: " + error.message)

  const answers = []
  for (let first = 0; first < messages.length; first += 250) {
    const batch = messages.slice(first, first + 250)
    answers.push(...(await Promise.all(
      batch.map((message) => within(send(message).catch((error) => "refused: " + error.message)))
    )))
  }
  const ports = await Promise.all(Array.from({ length: ${PORTS} }, (_, index) => within(connect(index))))
  return { answers, ports }
}`

/** How often an answer was unexpected, with the first message that got it. */
function others(from: keyof typeof messages, { answers }: Results, expected: RegExp) {
  expect(answers).toHaveLength(messages[from].length)
  const odd = answers.flatMap((answer, index) =>
    expected.test(answer) ? [] : [`${answer.slice(0, 300)} <- ${messages[from][index]?.slice(0, 300)}`]
  )
  return odd.length > 0 ? [`${odd.length} of them`, ...odd.slice(0, 5)] : []
}

const refusedWith = (codes: string) =>
  new RegExp(`^\\{"ok":false,"failure":\\{"code":"(${codes})","message":"[^"]+"\\}\\}$`)

/** An extension that only shows a page. */
function anotherExtension() {
  const directory = path.join(folder, "another-extension")
  mkdirSync(directory)
  const manifest = { manifest_version: 3, name: "Another extension", version: "1" }
  writeFileSync(path.join(directory, "manifest.json"), JSON.stringify(manifest))
  writeFileSync(path.join(directory, "page.html"), "<!doctype html><title>Another extension</title>")
  return directory
}

const change = (directory: string) =>
  addContentScript(directory, path.join(folder, "extension"), reporting(sendAll(messages.contentScript)))

test("thousands of meaningless messages, and ports, are refused one by one, and change nothing", () => {
  nameSeedOfFailure()
  return withExtension(
    { seed: "pending-choose-organization", contentScriptOrigins: ORIGIN, change },
    async ({ browser, emulator, id, observer, openPopup, taskPage, snapshot, wakeServiceWorker }) => {
      await signIn(await openPopup())
      const task = await taskPage("choose-organization")
      const before = await snapshot("pending")
      const worker = await wakeServiceWorker()
      await worker.evaluate(() => Object.assign(globalThis, { isTheSame: true }))
      const storedBefore = await observer.evaluate(() => chrome.storage.local.get(null))
      const stateBefore = { ...(await emulator.state()), clock: null }
      const since = Date.now()
      const website = await browser.newPage()
      const other = await browser.installExtension(anotherExtension())

      async function run(where: typeof website, from: keyof typeof messages) {
        const results: Results = { answers: [], ports: [] }
        for (let first = 0; first < messages[from].length; first += PART) {
          const part = messages[from].slice(first, first + PART)
          const { answers, ports } = (await where.evaluate(`(${sendAll(part)})("${id}")`)) as Results
          results.answers.push(...answers)
          results.ports.push(...ports)
        }
        return results
      }

      const fromPage = await run(observer, "page")
      await website.goto(`${ORIGIN}/`)
      const fromAllowed: Results = await resultsOf(website)
      await website.goto(emulator.url)
      const fromElsewhere: Results = await resultsOf(website)
      const fromWebsite = await run(website, "website")
      await website.goto(`chrome-extension://${other}/page.html`)
      const fromExtension = await run(website, "anotherExtension")
      await browser.uninstallExtension(other)

      expect(
        others("page", fromPage, refusedWith("unknown-command|invalid-request|interrupted|forbidden-sender"))
      ).toEqual([])
      expect(others("contentScript", fromAllowed, refusedWith("forbidden-sender|invalid-request"))).toEqual(
        []
      )
      expect(others("contentScript", fromElsewhere, refusedWith("forbidden-sender"))).toEqual([])
      expect(others("website", fromWebsite, /^refused: Cannot read properties of undefined/)).toEqual([])
      expect(
        others("anotherExtension", fromExtension, /^refused: .+ Receiving end does not exist\.$/)
      ).toEqual([])
      for (const { ports } of [fromPage, fromAllowed, fromElsewhere, fromExtension]) {
        expect([...new Set(ports)]).toEqual(["closed"])
      }
      const answers = JSON.stringify([fromPage, fromAllowed, fromElsewhere, fromWebsite, fromExtension])
      const secrets = [
        ...Object.values(storedBefore).map(String),
        ada.email,
        ada.password,
        before.user.id,
        before.sessionId
      ]
      expect(secrets.filter((secret) => answers.includes(secret))).toEqual([])

      expect(await worker.evaluate(() => "isTheSame" in globalThis)).toBe(true)
      expect(await observer.evaluate(() => chrome.storage.local.get(null))).toEqual(storedBefore)
      expect(await snapshot("pending")).toEqual(before)
      // The task's page refreshes its lists when it's visible again, and the SDK renews its token.
      const changes = (await emulator.requests(since)).filter(
        ({ method, path }) => method !== "GET" && !path.endsWith("/tokens")
      )
      expect(changes).toEqual([])
      expect({ ...(await emulator.state()), clock: null }).toEqual(stateBefore)
      await press(task, "Acme")
      await snapshot("active")
    }
  )
})
