import { expect, test } from "vitest"
import { lastKnownOf, NEVER_SYNCED, type Unavailable } from "~session/snapshot"
import { active, pending, signedOut } from "../../support/sessions"

const unavailable = (lastKnown: Unavailable["lastKnown"]): Unavailable => ({
  status: "unavailable",
  reason: "offline",
  advice: null,
  traceId: null,
  retryAt: null,
  lastKnown
})

test.for([signedOut(), pending(), active()])("what is known now was known last: $status", (state) => {
  expect(lastKnownOf(state)).toBe(state)
})

test("while Clerk cannot be asked, it is what was known before, if anything was", () => {
  const before = active()

  expect(lastKnownOf(unavailable(before))).toBe(before)
  expect(lastKnownOf(unavailable(null))).toBeNull()
})

test("before the first look nothing is known", () => {
  expect(lastKnownOf({ status: "loading" })).toBeNull()
  expect(lastKnownOf(NEVER_SYNCED)).toBeNull()
})
