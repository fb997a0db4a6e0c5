import { beforeEach, expect, test, vi } from "vitest"
import { OtherTask } from "~screens/task-page/other-task"
import { TaskContext } from "~screens/task-page/task"
import type { PendingSession } from "~session/snapshot"
import { taskPageFor, taskUrls } from "~session/tasks"
import { installFakeChrome } from "../../support/fake-chrome"
import { textOf } from "../../support/render-hook"
import { pending } from "../../support/sessions"
import { text } from "../../support/texts"

beforeEach(() => {
  installFakeChrome()
})

const shown = (session: PendingSession) =>
  textOf(
    <TaskContext value={{ session, hold: () => {}, release: () => {} }}>
      <OtherTask />
    </TaskContext>
  )

test("a task in the web app names the app and the account to sign in with there", () => {
  const row: { url: string } = taskUrls["setup-mfa"]
  vi.spyOn(row, "url", "get").mockReturnValue("https://app.example.com/setup-mfa")
  const session = pending(["setup-mfa"])
  const { applicationName } = session.instance

  expect(taskPageFor("setup-mfa")).toBe("/tabs/other-task.html")
  expect(shown(session)).toContain(text("webTaskReason", applicationName))
  expect(shown(session)).toContain(text("webTaskForward", session.user.identifier))
  expect(shown(session)).toContain(text("openApplication", applicationName))
  expect(shown(session)).not.toContain(text("otherTaskReason", applicationName))
})

test("a task that this version doesn't know names the app only", () => {
  const session = pending(["verify-age"])
  const { applicationName } = session.instance

  expect(shown(session)).toContain(text("otherTaskReason", applicationName))
  expect(shown(session)).not.toContain(text("webTaskReason", applicationName))
})
