import { expect, test } from "vitest"
import { lastKnownOf, NEVER_SYNCED } from "~session/snapshot"
import { active, offline, pending, signedOut } from "../../support/sessions"

test.for([signedOut(), pending(), active()])(
  "the current session is also the last known one: $status",
  (state) => {
    expect(lastKnownOf(state)).toBe(state)
  }
)

test("while Clerk can't be reached, the last known session is the earlier one, if there was any", () => {
  const before = active()

  expect(lastKnownOf(offline(before))).toBe(before)
  expect(lastKnownOf(offline(null))).toBeNull()
})

test("before the first sync nothing is known", () => {
  expect(lastKnownOf({ status: "loading" })).toBeNull()
  expect(lastKnownOf(NEVER_SYNCED)).toBeNull()
})
