import { beforeEach, expect, test, vi } from "vitest"
import type { AccountChange, KnownSession } from "~session/snapshot"
import { installFakeChrome } from "../../support/fake-chrome"
import { pageWith, textOf } from "../../support/render-hook"
import { active, ada, pending, signedOut } from "../../support/sessions"
import { text } from "../../support/texts"

const WEB_APP = "app.example.com"
const GRACE = "grace@example.com"

beforeEach(() => {
  installFakeChrome()
  vi.stubEnv("PLASMO_PUBLIC_CLERK_SYNC_HOST", `https://${WEB_APP}`)
  vi.stubEnv("PLASMO_PUBLIC_CLERK_WEB_APP", `https://${WEB_APP}`)
  return () => vi.unstubAllEnvs()
})

async function noticesFor(state: KnownSession) {
  await pageWith(state)
  const { SessionNotices } = await import("~screens/account/session-notices")
  return textOf(<SessionNotices />)
}

const change = (returnTo: string | null): AccountChange => ({ formerUserId: "user_grace", returnTo })

test("a session that is saved, and that the web app hasn't changed, has no notice", async () => {
  expect(await noticesFor(active())).toBe("")
})

test.each([active(), pending()])("a change of user in the web app shows: $status", async (session) => {
  const said = await noticesFor({ ...session, accountChange: change(null) })

  expect(said).toContain(text("accountChanged", ada.identifier, WEB_APP))
  expect(said).toContain(text("dismiss"))
  expect(said).not.toContain(text("goBackTo", GRACE))
})

test.each([
  [active(), text("accountChanged", ada.identifier, WEB_APP)],
  [signedOut(), text("accountChangedToNobody", WEB_APP)]
])("the user can go back to the earlier account: $0.status", async (session, what) => {
  const said = await noticesFor({ ...session, accountChange: change(GRACE) })

  expect(said).toContain(what)
  expect(said).toContain(text("accountBefore", GRACE, WEB_APP))
  expect(said).toContain(text("goBackTo", GRACE))
})

test("the protected page shows it too when the web app has signed everyone out", async () => {
  await pageWith({ ...signedOut(), accountChange: change(GRACE) })
  const { default: WorkspacePage } = await import("../../../src/tabs/workspace")

  const said = await textOf(<WorkspacePage />)

  expect(said).toContain(text("accountChangedToNobody", WEB_APP))
  expect(said).toContain(text("openSignIn"))
})

test("if the earlier account is still signed in on the web, the notice switches to it", async () => {
  const session = active()
  const graces = { sessionId: "sess_2", user: { ...ada, id: "user_grace", identifier: GRACE } }

  const said = await noticesFor({
    ...session,
    sessions: [...session.sessions, graces],
    accountChange: change(null)
  })

  expect(said).toContain(text("goBackTo", GRACE))
  expect(said).not.toContain(text("accountBefore", GRACE, WEB_APP))
})

test("signed-in users see that Chrome couldn't save the session", async () => {
  const said = await noticesFor({ ...pending(), isUnsaved: true })

  expect(said).toContain(text("unsavedTitle"))
  expect(said).toContain(text("unsaved"))
  expect(await noticesFor({ ...signedOut(), isUnsaved: true })).toBe("")
})
