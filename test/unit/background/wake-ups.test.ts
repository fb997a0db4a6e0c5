import { afterEach, beforeEach, expect, test, vi } from "vitest"
import { installFakeChrome } from "../../support/fake-chrome"
import { createFakeEvent } from "../../support/fake-event"

const sync = vi.fn(async () => {})
const forgetEnrolment = vi.fn(async () => {})
const watchSyncHost = vi.fn((_onChange: () => Promise<unknown>) => {})

beforeEach(() => {
  installFakeChrome()
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

/** The worker has just started. */
async function started() {
  const [onInstalled, onStartup] = [createFakeEvent<[]>(), createFakeEvent<[]>()]
  const onAlarm = createFakeEvent<[{ name: string }]>()
  Object.assign(chrome.runtime, { onInstalled, onStartup })
  Object.assign(chrome.alarms, { onAlarm })
  const create = vi.spyOn(chrome.alarms, "create")
  await import("~background/index")
  return { onInstalled, onStartup, onAlarm, alarm: create.mock.calls[0] as unknown as [string, object] }
}

test("a worker that wakes syncs, unless the snapshot is fresh", async () => {
  await started()

  expect(sync).toHaveBeenCalledExactlyOnceWith(undefined)
  expect(watchSyncHost).not.toHaveBeenCalled()
})

test.for(["onInstalled", "onStartup"] as const)("it syncs at %s", async (name) => {
  const events = await started()
  sync.mockClear()

  events[name].dispatch()

  expect(sync).toHaveBeenCalledExactlyOnceWith(undefined)
})

test("an alarm makes it sync every five minutes", async () => {
  const { onAlarm, alarm } = await started()
  sync.mockClear()
  expect(alarm[1]).toEqual({ periodInMinutes: 5 })

  onAlarm.dispatch({ name: alarm[0] })

  expect(sync).toHaveBeenCalledExactlyOnceWith(undefined)
  expect(forgetEnrolment).not.toHaveBeenCalled()
})

test("another alarm makes it forget an enrolment, and an unknown one does nothing", async () => {
  const { onAlarm } = await started()
  sync.mockClear()

  onAlarm.dispatch({ name: "forget-enrolment" })
  onAlarm.dispatch({ name: "of-another-version" })

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
