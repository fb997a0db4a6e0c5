import { afterEach, beforeEach, expect, test, vi } from "vitest"
import { publishableKeyFor } from "../../../scripts/publishable-key"
import { type FakeChrome, installFakeChrome } from "../../support/fake-chrome"
import { createFakeCookies, type FakeCookies } from "../../support/fake-cookies"
import { pending } from "../../support/sessions"

const APP = "https://localhost:3000"
const TASK = `${APP}/setup-mfa`
const OTHER_TASK = "/tabs/other-task.html"

let fake: FakeChrome
let cookies: FakeCookies
beforeEach(() => {
  fake = installFakeChrome()
  cookies = createFakeCookies(["https://localhost"])
  Object.assign(chrome, { cookies: cookies.api })
  vi.stubEnv("PLASMO_PUBLIC_CLERK_PUBLISHABLE_KEY", publishableKeyFor("clever-cat-1.clerk.accounts.dev"))
  vi.stubEnv("PLASMO_PUBLIC_CLERK_SYNC_HOST", APP)
  vi.resetModules()
})
afterEach(() => vi.unstubAllEnvs())

/** Opens the current task, which users complete in the web app, in a worker that has just started. */
async function openWebTask() {
  const { taskUrls } = await import("~session/tasks")
  const row: { url: string } = taskUrls["setup-mfa"]
  vi.spyOn(row, "url", "get").mockReturnValue(TASK)
  const { storeSession } = await import("../../support/store-session")
  await storeSession(pending(["setup-mfa"]))
  const { openTask } = await import("~background/task-tab")
  await openTask()
}

const opened = () => fake.openTabs()[1]?.url?.replace(/^chrome-extension:\/\/\w+/, "")

async function signInHere() {
  const { ownToken } = await import("~background/clerk/own-client-token")
  await ownToken.write("own")
}

test("a user whose session the web app shares completes a task there, in the same tab wherever it has gone since", async () => {
  cookies.set(APP, "__clerk_db_jwt", "token")
  await openWebTask()
  expect(opened()).toBe(TASK)
  await chrome.tabs.update(fake.openTabs()[1]?.id ?? 0, { url: `${APP}/elsewhere` })

  await openWebTask()

  expect(fake.openTabs()).toHaveLength(2)
})

test("a user who signed in here before the web app was ever open isn't led to its signed-out page", async () => {
  await signInHere()

  await openWebTask()

  expect(opened()).toBe(OTHER_TASK)
})

test("neither is a user who signed in here while the web app has a client of its own", async () => {
  cookies.set(APP, "__clerk_db_jwt", "token")
  await signInHere()

  await openWebTask()

  expect(opened()).toBe(OTHER_TASK)
})

test("without a sync host, the web app never knows the user", async () => {
  cookies.set(APP, "__clerk_db_jwt", "token")
  vi.stubEnv("PLASMO_PUBLIC_CLERK_SYNC_HOST", "")

  await openWebTask()

  expect(opened()).toBe(OTHER_TASK)
})
