import { expect, test } from "vitest"
import { lastKnownOf, NEVER_SYNCED } from "~session/snapshot"
import { active, offline, pending, signedOut } from "../../support/sessions"

test.for([signedOut(), pending(), active()])("what is known now was known last: $status", (state) => {
  expect(lastKnownOf(state)).toBe(state)
})

test("while Clerk cannot be asked, it is what was known before, if anything was", () => {
  const before = active()

  expect(lastKnownOf(offline(before))).toBe(before)
  expect(lastKnownOf(offline(null))).toBeNull()
})

test("before the first look nothing is known", () => {
  expect(lastKnownOf({ status: "loading" })).toBeNull()
  expect(lastKnownOf(NEVER_SYNCED)).toBeNull()
})
