import { afterEach, beforeEach, expect, test, vi } from "vitest"
import {
  FORGET_ENROLMENT_ALARM,
  forgetEnrolment,
  forgetEnrolmentOfOthers,
  readEnrolment,
  rememberEnrolment
} from "~background/clerk/totp-enrolment"
import { type SessionState, SNAPSHOT_VERSION } from "~session/snapshot"
import { installFakeChrome } from "../../../support/fake-chrome"
import { active, ada, pending, signedOut } from "../../../support/sessions"

const enrolment = { secret: "ABCDEFGH", uri: "otpauth://totp/Emulator:ada?secret=ABCDEFGH" }
const KEPT_MS = 10 * 60_000

beforeEach(() => {
  installFakeChrome()
  vi.useFakeTimers({ toFake: ["Date"] })
})

afterEach(() => {
  vi.useRealTimers()
})

test("an enrolment is found again, without its bookkeeping", async () => {
  await rememberEnrolment(ada.id, enrolment)

  expect(await readEnrolment(ada.id)).toEqual(enrolment)
})

test("another user doesn't get it", async () => {
  await rememberEnrolment(ada.id, enrolment)

  expect(await readEnrolment("user_grace")).toBeNull()
})

test("it isn't read any more after ten minutes, even if Chrome's alarm is late", async () => {
  await rememberEnrolment(ada.id, enrolment)

  vi.setSystemTime(Date.now() + KEPT_MS)
  expect(await readEnrolment(ada.id)).toEqual(enrolment)
  vi.setSystemTime(Date.now() + 1)
  expect(await readEnrolment(ada.id)).toBeNull()
})

test("an alarm is set for when it expires, and is removed with it", async () => {
  const create = vi.spyOn(chrome.alarms, "create")
  const clear = vi.spyOn(chrome.alarms, "clear")

  await rememberEnrolment(ada.id, enrolment)
  expect(create).toHaveBeenCalledExactlyOnceWith(FORGET_ENROLMENT_ALARM, { delayInMinutes: 10 })
  await forgetEnrolment()

  expect(clear).toHaveBeenCalledExactlyOnceWith(FORGET_ENROLMENT_ALARM)
  expect(await chrome.storage.session.get(null)).toEqual({})
})

test("no secret is kept that no alarm would remove", async () => {
  vi.spyOn(chrome.alarms, "create").mockRejectedValue(new Error("No alarms"))

  await expect(rememberEnrolment(ada.id, enrolment)).rejects.toThrow("No alarms")

  expect(await chrome.storage.session.get(null)).toEqual({})
})

const grace = { ...ada, id: "user_grace" }
const published = { version: SNAPSHOT_VERSION, revision: 1 } as const

test.for<[string, SessionState, isKept: boolean]>([
  ["has the task left", pending(["setup-mfa"]), true],
  ["has it left after another task", pending(["reset-password", "setup-mfa"]), true],
  ["has only other tasks left", pending(["reset-password"]), false],
  ["has completed all tasks", active(), false],
  ["is signed out", signedOut(), false],
  ["is someone else", { ...pending(["setup-mfa"]), user: grace }, false],
  ["isn't known yet", { status: "loading" }, true],
  [
    "isn't known, as Clerk can't be reached",
    { status: "unavailable", reason: "offline", advice: null, traceId: null, retryAt: null, lastKnown: null },
    true
  ]
])("an enrolment whose user %s is kept only as long as it's needed", async ([_, state, isKept]) => {
  await rememberEnrolment(ada.id, enrolment)

  await forgetEnrolmentOfOthers({ ...state, ...published })

  expect(await readEnrolment(ada.id)).toEqual(isKept ? enrolment : null)
})

test("without an enrolment, nothing is forgotten", async () => {
  const clear = vi.spyOn(chrome.alarms, "clear")

  await forgetEnrolmentOfOthers({ ...signedOut(), ...published })

  expect(clear).not.toHaveBeenCalled()
})
