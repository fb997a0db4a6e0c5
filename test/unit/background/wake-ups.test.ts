import { afterEach, beforeEach, expect, test, vi } from "vitest"
import { SNAPSHOT_KEY } from "~session/snapshot"
import { type FakeChrome, installFakeChrome } from "../../support/fake-chrome"
import { createFakeEvent } from "../../support/fake-event"
import { active } from "../../support/sessions"
import { storeSession } from "../../support/store-session"

const sync = vi.fn(async () => {})
const forgetEnrolment = vi.fn(async () => {})
const watchSyncHost = vi.fn((_onChange: () => Promise<unknown>) => {})

let fake: FakeChrome
beforeEach(() => {
  fake = installFakeChrome()
  vi.resetModules()
  vi.doMock("~background/owner", () => ({ sessionOwner: { sync } }))
  vi.doMock("~background/clerk/sync-host", () => ({ watchSyncHost }))
  vi.doMock("~background/clerk/totp-enrolment", () => ({
    FORGET_ENROLMENT_ALARM: "forget-enrolment",
    forgetEnrolment
  }))
})

afterEach(() => {
  for (const name of ["owner", "clerk/sync-host", "clerk/totp-enrolment"]) vi.doUnmock(`~background/${name}`)
  vi.unstubAllEnvs()
  vi.resetModules()
  for (const mock of [sync, forgetEnrolment, watchSyncHost]) mock.mockClear()
})

/** The worker has just started, with a snapshot from an earlier one. */
async function started({ hasSnapshot = true } = {}) {
  const [onInstalled, onStartup] = [createFakeEvent<[]>(), createFakeEvent<[]>()]
  Object.assign(chrome.runtime, { onInstalled, onStartup })
  if (hasSnapshot) await storeSession({ ...active(), syncedAt: 0 })
  await import("~background/index")
  await expect.poll(() => fake.alarms.get("sync")).toBeDefined()
  return { onInstalled, onStartup }
}

/** Long enough for what the worker does after an event. */
const settled = () => new Promise((resolve) => setTimeout(resolve, 20))

test("a worker that wakes sends no request, however old the snapshot is", async () => {
  await started()

  await settled()

  expect(sync).not.toHaveBeenCalled()
  expect(watchSyncHost).not.toHaveBeenCalled()
})

test("a worker that finds no snapshot syncs", async () => {
  await started({ hasSnapshot: false })

  await expect.poll(() => sync.mock.calls).toEqual([[undefined]])
})

test("a worker that finds a damaged snapshot syncs", async () => {
  await fake.storage.session.set({ [SNAPSHOT_KEY]: "damaged" })
  await started({ hasSnapshot: false })

  await expect.poll(() => sync.mock.calls).toEqual([[undefined]])
})

test.for(["onInstalled", "onStartup"] as const)("it syncs at %s", async (name) => {
  const events = await started()

  events[name].dispatch()

  expect(sync).toHaveBeenCalledExactlyOnceWith(undefined)
})

test("an alarm makes it sync the session", async () => {
  await started()

  fake.alarms.ring("sync")

  await expect.poll(() => sync.mock.calls).toEqual([[{ onlyClient: true }]])
  expect(forgetEnrolment).not.toHaveBeenCalled()
})

test.for(["active", "idle", "locked"])("it sends no request when the browser becomes %s", async (state) => {
  await started()

  fake.idle.onStateChanged.dispatch(state)
  await settled()

  expect(sync).not.toHaveBeenCalled()
})

test("it moves the alarm up when someone uses the browser again", async () => {
  await started()
  fake.idle.state = "idle"
  fake.alarms.ring("sync")
  await expect.poll(minutesLeft).toBeGreaterThanOrEqual(59)

  fake.idle.onStateChanged.dispatch("active")

  await expect.poll(minutesLeft).toBeLessThan(5)
})

test("another alarm makes it forget an enrolment, and an unknown one does nothing", async () => {
  await started()

  fake.alarms.ring("forget-enrolment")
  fake.alarms.ring("of-another-version")
  await settled()

  expect(forgetEnrolment).toHaveBeenCalledOnce()
  expect(sync).not.toHaveBeenCalled()
})

test("with a sync host it syncs when the web app's cookies change, and not by itself", async () => {
  vi.stubEnv("PLASMO_PUBLIC_CLERK_SYNC_HOST", "https://example.com")
  await started()
  expect(sync).not.toHaveBeenCalled()

  await watchSyncHost.mock.calls[0]?.[0]()

  expect(sync).toHaveBeenCalledExactlyOnceWith({ force: true, onlyClient: true })
})

function minutesLeft() {
  return ((fake.alarms.get("sync")?.scheduledTime ?? Date.now()) - Date.now()) / 60_000
}
