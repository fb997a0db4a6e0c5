import { beforeEach, expect, test } from "vitest"
import { showOnToolbar } from "~background/toolbar"
import { type SessionState, SNAPSHOT_VERSION } from "~session/snapshot"
import { type FakeChrome, installFakeChrome } from "../../support/fake-chrome"
import { active, pending, signedOut } from "../../support/sessions"
import { text } from "../../support/texts"

let fake: FakeChrome
beforeEach(() => {
  fake = installFakeChrome()
})

const show = (state: SessionState) => showOnToolbar({ ...state, version: SNAPSHOT_VERSION, revision: 1 })

test.for([
  [["choose-organization"], "1", "Choose an organization to finish signing in"],
  [["reset-password", "setup-mfa", "choose-organization"], "3", "Choose a new password to finish signing in"],
  [["setup-mfa", "choose-organization"], "2", "Set up two-step verification to finish signing in"],
  [["a-task-of-a-newer-clerk"], "1", "One more thing to finish signing in"]
] as const)(
  "while tasks are pending, %j, the badge counts them and the title names the first",
  async ([tasks, badge, title]) => {
    await show(pending([...tasks]))

    expect(fake.toolbar).toMatchObject({ badge, title })
  }
)

test.for<[string, SessionState]>([
  ["signed out", signedOut()],
  ["active", active()],
  ["not known", { status: "loading" }],
  [
    "unavailable",
    { status: "unavailable", reason: "offline", advice: null, traceId: null, lastKnown: null, retryAt: null }
  ]
])("no task is shown while the session is %s", async ([_, state]) => {
  await show(pending())

  await show(state)

  expect(fake.toolbar).toMatchObject({ badge: "", title: text("extensionName") })
})
