import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import type { Page } from "puppeteer"
import { expect, onTestFinished, test } from "vitest"
import { buildFor } from "../support/builds"
import { watchContexts } from "../support/contexts"
import { openExtension } from "../support/extension"
import { expectErrorAt } from "../support/on-page"
import { ada } from "../support/people"
import { startEnvironment } from "../support/shared-environment"
import { command, signIn } from "../support/steps"
import { NEW_PASSWORD } from "../support/task-steps"
import { text } from "../support/texts"
import { withExtension } from "../support/with-extension"
import { playStory, type Secrets } from "./robot"
import { IS_LONG_RUN } from "./rounds"

const WRONG_PASSWORD = "mistyped-4711-password"
// Part of a session's token, which Clerk's SDK keeps in memory.
const JWT = /eyJ[\w-]+\.eyJ[\w-]+\.[\w-]+/
const story = { seed: "pending-every-task", settings: { mfa: { phoneCode: false } } }

const typedBy = ({ totpKeys, codes, backupCodes }: Secrets) => [
  ...[ada.password, NEW_PASSWORD, WRONG_PASSWORD],
  ...[...totpKeys, ...codes, ...backupCodes.flat()]
]

/** Everything that a page of the extension can read later, by where it is. */
function readPlaces(page: Page): Promise<Record<string, string>> {
  return page.evaluate(async () => {
    const settled = <Value>(request: IDBRequest<Value>) =>
      new Promise<Value>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result)
        request.onerror = () => reject(request.error)
      })

    async function readDatabases() {
      const found: unknown[] = []
      for (const { name } of await indexedDB.databases()) {
        const database = await settled(indexedDB.open(name ?? ""))
        for (const store of database.objectStoreNames) {
          const objects = database.transaction(store).objectStore(store)
          found.push([name, store, await settled(objects.getAllKeys()), await settled(objects.getAll())])
        }
        database.close()
      }
      return found
    }

    async function readCaches() {
      const found: string[] = []
      for (const name of await caches.keys()) {
        const cache = await caches.open(name)
        for (const request of await cache.keys()) {
          found.push(`${name} ${request.url} ${await (await cache.match(request))?.text()}`)
        }
      }
      return found
    }

    const places = {
      "storage.session": await chrome.storage.session.get(),
      "storage.local": await chrome.storage.local.get(),
      "storage.sync": await chrome.storage.sync?.get(),
      IndexedDB: await readDatabases(),
      caches: await readCaches(),
      cookies: document.cookie,
      localStorage: { ...localStorage },
      sessionStorage: { ...sessionStorage },
      history: [location.href, history.state, window.name],
      page: document.documentElement.outerHTML,
      inputs: [...document.querySelectorAll("input")].map(({ value }) => value)
    }
    return Object.fromEntries(
      Object.entries(places).map(([place, held]) => [place, JSON.stringify(held) ?? ""])
    )
  })
}

test("no secret from a whole story is left in any storage, page or log", () =>
  withExtension(story, async (given) => {
    const { openPopup, openPage, observer, snapshot, log } = given
    const popup = await openPopup()
    await signIn(popup, { ...ada, password: WRONG_PASSWORD })
    await expectErrorAt(popup, "Password", text("errorPasswordIncorrect"))

    const secrets = await playStory(given, async () => {})
    await snapshot("active")
    const token = await command(observer, "get-token", { skipCache: true })

    expect(token).toMatchObject({ ok: true, value: expect.stringMatching(JWT) })
    // Chrome itself logs the address of a failed request, which contains the client's token.
    const ours = log.filter((line) => !/^\[\S+\] network:/.test(line)).join("\n")
    const found: string[] = []
    // One after the other: a popup closes when something else comes to the front.
    for (const open of [async () => observer, () => openPage("/tabs/workspace.html"), openPopup]) {
      const page = await open()
      const places = { ...(await readPlaces(page)), log: ours }
      const [clientToken] = Object.values(await observer.evaluate(() => chrome.storage.local.get()))
      for (const [place, held] of Object.entries(places)) {
        const isOpen = place !== "storage.local"
        const unwanted = [...typedBy(secrets), ...(isOpen ? [String(clientToken)] : [])]
        const hits = unwanted.filter((secret) => held.includes(secret))
        if (JWT.test(held) && isOpen) hits.push("a session token")
        found.push(...hits.map((hit) => `${hit} in ${place} of ${page.url()}`))
      }
    }
    expect(secrets).toMatchObject({ totpKeys: [expect.anything()], backupCodes: [{ length: 10 }] })
    expect(found).toEqual([])
  }))

// It needs a browser of its own, to read its profile.
test.runIf(IS_LONG_RUN)("no secret from a whole story is left in the profile on disk", async () => {
  const userDataDir = mkdtempSync(path.join(tmpdir(), "profile-"))
  onTestFinished(() => rmSync(userDataDir, { recursive: true, force: true, maxRetries: 5 }))
  const { browser, emulator, stop } = await startEnvironment("development", { userDataDir })
  onTestFinished(stop)
  await emulator.reset(story.seed)
  await emulator.changeSettings(story.settings)
  const id = await browser.installExtension(await buildFor({ instance: "development" }))
  const extension = await openExtension(browser, id, await watchContexts(browser, id))

  const secrets = await playStory(extension, async () => {})
  await command(extension.observer, "get-token", { skipCache: true })
  await browser.close()

  const found = filesIn(userDataDir).flatMap((file) => {
    const bytes = readFileSync(file)
    const held = [bytes.toString("latin1"), bytes.toString("utf16le")].join("\n")
    return typedBy(secrets)
      .filter((secret) => held.includes(secret))
      .concat(JWT.test(held) && !file.includes("Local Extension Settings") ? ["a session token"] : [])
      .map((hit) => `${hit} in ${path.relative(userDataDir, file)}`)
  })
  // Six digits appear in many files.
  expect(found.filter((hit) => !/^\d{6} in/.test(hit))).toEqual([])
})

function filesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const file = path.join(folder, entry.name)
    if (entry.isDirectory()) return filesIn(file)
    return entry.isFile() ? [file] : []
  })
}
