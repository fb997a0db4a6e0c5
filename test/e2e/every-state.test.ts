import { mkdirSync, readFileSync, writeFileSync } from "node:fs"
import path from "node:path"
import { expect, test } from "vitest"
import messages from "../../locales/en/messages.json"
import { PROJECT } from "../../scripts/project"
import { filesIn } from "../../scripts/scan-build"
import type { TextKey } from "../../src/i18n"
import { states } from "../states"
import { audit } from "../states/audit"
import { inLanguage } from "../states/language"
import { look, showState, sizeOf } from "../states/show-state"
import type { BuildName, State } from "../states/state"
import { SYNC_HOST } from "../support/builds"
import { type Options, type Story, withExtension } from "../support/with-extension"

const builds = {
  sso: {},
  "without-sso": { sso: "off" },
  "sync-host": { syncHost: SYNC_HOST.development }
} satisfies Record<BuildName, Options>

/** React logs the error that a page throws. */
const expectedErrors = [/broken by a test/]

/** `STATES_ONLY` is the start of the states' names. `STATES_PICTURES` is a folder. */
const { STATES_ONLY: only = "", STATES_PICTURES: pictures } = process.env

/** One group for each page of each build, because a page that's open needs no loading. */
const groups = new Map<string, State[]>()
for (const state of states.filter(({ name }) => name.startsWith(only))) {
  const group = `${state.page} of the build ${state.build ?? "sso"}`
  groups.set(group, [...(groups.get(group) ?? []), state])
}

/** The names of the texts that the states have shown. */
const shown = new Set<string>()
const note = (names: string[]) => {
  for (const name of names) shown.add(name)
}

test.for([...groups])("axe finds nothing in any state of %s, and nothing is cut off", ([, group]) => {
  const { build = "sso" } = group[0] as State
  return withExtension({ ...builds[build], change: inLanguage, expectedErrors }, async (story) => {
    await letRest(story)
    const page = await story.browser.newPage()
    await page.bringToFront()
    const session = await page.createCDPSession()

    const problems: string[] = []
    for (const state of group) problems.push(...(await audit(page, session, story.origin, state, note)))

    expect(problems).toEqual([])
  })
})

/** The texts that no state shows, and why. */
const NEVER_SHOWN = {
  apiNotSet: "All builds under test have a server.",
  backupCodesFile: "It's the name of a file.",
  errorInvalidRequest: "It's for authors, who call their server with a wrong path.",
  errorUnexpected: "It stands where other errors do, when a page has a bug.",
  organizationsToChoose: "It comes after three seconds, which is too long to wait.",
  webTaskForward: "No task of this project is on the web. test/e2e/task-on-web-app.test.ts shows one.",
  webTaskReason: "The same."
} satisfies Partial<Record<TextKey, string>>

test.skipIf(only)("every text that pages use is in a state", () => {
  const ofPages = filesIn(path.join(PROJECT, "src")).filter(
    (file) => !/^(background|messaging)[\\/]/.test(file)
  )
  const sources = ofPages.map((file) => readFileSync(path.join(PROJECT, "src", file), "utf8")).join()
  // All counts in the states are greater than one.
  const names = Object.keys(messages).filter((name) => !name.endsWith("_one"))
  const used = names.filter((name) => sources.includes(`"${name.replace(/_other$/, "")}"`))

  expect(used.filter((name) => !shown.has(name)).sort()).toEqual(Object.keys(NEVER_SHOWN))
})

test.runIf(pictures).for([...groups])("pictures are taken of all states of %s", ([, group]) => {
  const { build = "sso" } = group[0] as State
  const directory = pictures as string
  mkdirSync(directory, { recursive: true })
  return withExtension({ ...builds[build], change: inLanguage, expectedErrors }, async (story) => {
    await letRest(story)
    const page = await story.browser.newPage()
    await page.bringToFront()
    const session = await page.createCDPSession()
    for (const state of group) {
      await look(session, sizeOf(state), "light", 2)
      await showState(page, story.origin, state)
      for (const scheme of ["light", "dark"] as const) {
        await look(session, sizeOf(state), scheme, 2)
        // Puppeteer's own screenshots would reset the size.
        const { data } = await session.send("Page.captureScreenshot")
        writeFileSync(path.join(directory, `${state.name}-${scheme}.png`), data, "base64")
      }
    }
  })
})

/** Keeps the service worker from publishing snapshots of its own. */
async function letRest({ observer, snapshot, stopServiceWorker }: Story) {
  await snapshot("signed-out")
  await observer.evaluate(() => chrome.alarms.clearAll())
  await stopServiceWorker()
}
