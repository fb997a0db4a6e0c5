import { mkdirSync } from "node:fs"
import path from "node:path"
import { expect, test } from "vitest"
import { states } from "../states"
import { audit, prepare } from "../states/audit"
import { look, showState, sizeOf } from "../states/show-state"
import type { BuildName } from "../states/state"
import { SYNC_HOST } from "../support/builds"
import { type Options, type Story, withExtension } from "../support/with-extension"

const builds = {
  sso: {},
  "without-sso": { sso: "off" },
  "sync-host": { syncHost: SYNC_HOST.development }
} satisfies Record<BuildName, Options>

/** React logs what a page has failed at. */
const expectedErrors = [/broken by a test/]

const only = process.env.STATES_ONLY ?? ""
const pictures = process.env.STATES_PICTURES

test.for(Object.keys(builds) as BuildName[])("nothing is wrong with any state of the build %s", (build) =>
  withExtension({ ...builds[build], expectedErrors }, async (story) => {
    const ofBuild = states.filter((state) => (state.build ?? "sso") === build && state.name.includes(only))
    await letRest(story)
    const page = await story.browser.newPage()
    const session = await prepare(page)
    if (pictures) mkdirSync(pictures, { recursive: true })

    const problems: string[] = []
    for (const state of ofBuild) {
      problems.push(...(await audit(page, session, story.origin, state)))
      if (!pictures) continue
      for (const scheme of ["light", "dark"] as const) {
        await look(session, sizeOf(state), scheme, 2)
        await page.screenshot({ path: path.join(pictures, `${state.name}-${scheme}.png`) })
      }
    }

    expect(problems).toEqual([])
  })
)

/** Has the service worker sleep on, so that it doesn't publish what it knows. */
async function letRest({ observer, snapshot, stopServiceWorker }: Story) {
  await snapshot("signed-out")
  await observer.evaluate(() => chrome.alarms.clearAll())
  await stopServiceWorker()
}
