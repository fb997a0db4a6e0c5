import { beforeEach, describe, expect, test, vi } from "vitest"
import { MessageError } from "~messaging/message-error"
import type { SessionState } from "~session/snapshot"
import { installFakeChrome } from "../../support/fake-chrome"
import { pageWith, renderHook, textOf } from "../../support/render-hook"
import { active, ada, offline, pending, signedOut } from "../../support/sessions"

beforeEach(() => {
  installFakeChrome()
})

const loading: SessionState = { status: "loading" }

const nobody = { userId: null, sessionId: null, orgId: null, orgRole: null, orgSlug: null }

describe("useAuth", () => {
  async function authIn(state: SessionState, options?: { treatPendingAsSignedOut: boolean }) {
    await pageWith(state)
    const { useAuth } = await import("~react/use-auth")
    return renderHook(() => useAuth(options))
  }

  test("is not loaded while nothing is known", async () => {
    expect(await authIn(loading)).toMatchObject({ isLoaded: false, isSignedIn: undefined, userId: undefined })
  })

  test("knows no user while signed out", async () => {
    expect(await authIn(signedOut())).toMatchObject({ isLoaded: true, isSignedIn: false, ...nobody })
  })

  test("counts a pending session as signed out, unless told otherwise", async () => {
    expect(await authIn(pending())).toMatchObject({ isSignedIn: false, ...nobody })
    expect(await authIn(pending(), { treatPendingAsSignedOut: false })).toMatchObject({
      isSignedIn: true,
      userId: ada.id,
      sessionId: "sess_1",
      orgId: null
    })
  })

  test.for([
    ["signed in", active()],
    ["Clerk can't be reached", offline(active())]
  ] as const)("knows the user and the active organization: %s", async ([_, state]) => {
    expect(await authIn(state)).toMatchObject({
      isLoaded: true,
      isSignedIn: true,
      userId: ada.id,
      sessionId: "sess_1",
      orgId: "org_acme",
      orgRole: "org:admin",
      orgSlug: "acme"
    })
  })

  test("a personal account has no organization", async () => {
    expect(await authIn({ ...active(), organization: null })).toMatchObject({
      isSignedIn: true,
      orgId: null,
      orgRole: null,
      orgSlug: null
    })
  })

  test("has() works only for an active session", async () => {
    const isAdmin = async (state: SessionState) => (await authIn(state)).has({ role: "org:admin" })

    expect(await isAdmin(active())).toBe(true)
    expect(await isAdmin({ ...active(), organization: null })).toBe(false)
    expect(await isAdmin(pending())).toBe(false)
    expect(await isAdmin(signedOut())).toBe(false)
    expect(await isAdmin(loading)).toBe(false)
    const asPending = await authIn(pending(), { treatPendingAsSignedOut: false })
    expect(asPending.has({ role: "org:admin" })).toBe(false)
  })

  /** The service worker's reply. */
  function background(reply: unknown) {
    return vi.spyOn(chrome.runtime, "sendMessage").mockResolvedValue(reply as never)
  }

  test("getToken() sends a message each time, as pages keep no token", async () => {
    const { getToken } = await authIn(active())
    const sendMessage = background({ ok: true, value: "a token" })

    expect([await getToken({ skipCache: true }), await getToken()]).toEqual(["a token", "a token"])

    const shown = { sessionId: active().sessionId, attemptId: null, task: null }
    expect(sendMessage.mock.calls.map(([, message]) => message)).toEqual([
      { name: "get-token", body: { skipCache: true, treatPendingAsSignedOut: true }, shown },
      { name: "get-token", body: { treatPendingAsSignedOut: true }, shown }
    ])
  })

  test("getToken() returns null when nobody is signed in", async () => {
    const { getToken } = await authIn(signedOut())
    background({ ok: false, failure: { code: "signed-out", message: "You are signed out." } })

    expect(await getToken()).toBeNull()
  })

  test("getToken() throws any other error", async () => {
    const { getToken } = await authIn(active())
    const failure = { code: "rate-limited", message: "Too often.", retryAfterSeconds: 30 } as const
    background({ ok: false, failure })

    await expect(getToken()).rejects.toEqual(new MessageError(failure))
  })

  test("signOut() ends one session, or all of them", async () => {
    const { signOut } = await authIn(active())
    const sendMessage = background({ ok: true })

    await signOut({ sessionId: "sess_1" })
    await signOut()

    expect(sendMessage.mock.calls.map(([, message]) => message)).toEqual([
      { name: "sign-out", body: { sessionId: "sess_1" } },
      { name: "sign-out", body: {} }
    ])
  })
})

describe("useSession", () => {
  async function sessionIn(state: SessionState) {
    await pageWith(state)
    const { useSession } = await import("~react/use-session")
    return renderHook(useSession)
  }

  test("is not loaded while nothing is known, and null while signed out", async () => {
    expect(await sessionIn(loading)).toEqual({ isLoaded: false, isSignedIn: undefined, session: undefined })
    expect(await sessionIn(signedOut())).toEqual({ isLoaded: true, isSignedIn: false, session: null })
  })

  test("lists the tasks of a pending session, which doesn't count as signed in", async () => {
    expect(await sessionIn(pending(["reset-password", "setup-mfa"]))).toEqual({
      isLoaded: true,
      isSignedIn: false,
      session: {
        id: "sess_1",
        status: "pending",
        tasks: [{ key: "reset-password" }, { key: "setup-mfa" }],
        currentTask: { key: "reset-password" }
      }
    })
  })

  test("an active session has no tasks", async () => {
    expect(await sessionIn(active())).toMatchObject({
      isSignedIn: true,
      session: { status: "active", tasks: [], currentTask: undefined }
    })
  })
})

describe("useUser", () => {
  async function userIn(state: SessionState, options?: { treatPendingAsSignedOut: boolean }) {
    await pageWith(state)
    const { useUser } = await import("~react/use-user")
    return renderHook(() => useUser(options))
  }

  test("has Clerk's names for the most common properties", async () => {
    expect(await userIn(active())).toEqual({
      isLoaded: true,
      isSignedIn: true,
      user: {
        id: ada.id,
        firstName: "Ada",
        lastName: "Lovelace",
        fullName: "Ada Lovelace",
        username: null,
        imageUrl: "https://img.clerk.com/ada",
        hasImage: false,
        primaryEmailAddress: { emailAddress: "ada@example.com" },
        primaryPhoneNumber: null
      }
    })
  })

  test("a user with only a phone number has no address and no name", async () => {
    const user = { ...ada, fullName: null, primaryEmailAddress: null, primaryPhoneNumber: "+15555550100" }

    expect((await userIn({ ...active(), user })).user).toMatchObject({
      fullName: null,
      primaryEmailAddress: null,
      primaryPhoneNumber: { phoneNumber: "+15555550100" }
    })
  })

  test("counts a pending session as signed out, unless told otherwise", async () => {
    expect(await userIn(pending())).toEqual({ isLoaded: true, isSignedIn: false, user: null })
    expect(await userIn(pending(), { treatPendingAsSignedOut: false })).toMatchObject({
      isSignedIn: true,
      user: { id: ada.id }
    })
  })

  test("is not loaded while nothing is known, and null while signed out", async () => {
    expect(await userIn(loading)).toEqual({ isLoaded: false, isSignedIn: undefined, user: undefined })
    expect(await userIn(signedOut())).toEqual({ isLoaded: true, isSignedIn: false, user: null })
  })
})

describe("useOrganization", () => {
  async function organizationIn(state: SessionState) {
    await pageWith(state)
    const { useOrganization } = await import("~react/use-organization")
    return renderHook(useOrganization)
  }

  test("has the active organization and the user's membership, with Clerk's names", async () => {
    expect(await organizationIn(active())).toEqual({
      isLoaded: true,
      organization: {
        id: "org_acme",
        name: "Acme",
        slug: "acme",
        imageUrl: "https://img.clerk.com/acme",
        hasImage: false
      },
      membership: {
        role: "org:admin",
        roleName: "Admin",
        permissions: ["org:sys_memberships:read", "org:sys_memberships:manage"]
      }
    })
  })

  test.for<[string, SessionState]>([
    ["in the personal account", { ...active(), organization: null }],
    ["while the session is pending", pending()],
    ["while signed out", signedOut()]
  ])("has none %s", async ([_, state]) => {
    expect(await organizationIn(state)).toEqual({ isLoaded: true, organization: null, membership: null })
  })

  test("is not loaded while nothing is known", async () => {
    expect(await organizationIn(loading)).toEqual({
      isLoaded: false,
      organization: undefined,
      membership: undefined
    })
  })
})

describe("Show", () => {
  type Props = Omit<Parameters<typeof import("~react/show")["Show"]>[0], "children">

  async function shownIn(state: SessionState, props: Props) {
    await pageWith(state)
    const { Show } = await import("~react/show")
    return textOf(
      <Show fallback="fallback" {...props}>
        children
      </Show>
    )
  }

  const paying = { ...active(), plans: "o:pro", features: "o:reports" }

  test.for<[Props["when"], SessionState, "children" | "fallback" | ""]>([
    ["signed-in", active(), "children"],
    ["signed-in", pending(), "fallback"],
    ["signed-in", signedOut(), "fallback"],
    ["signed-in", loading, ""],
    ["signed-out", active(), "fallback"],
    ["signed-out", pending(), "children"],
    ["signed-out", signedOut(), "children"],
    ["signed-out", loading, ""],
    [{ role: "org:admin" }, active(), "children"],
    [{ role: "org:member" }, active(), "fallback"],
    [{ role: "org:admin" }, pending(), "fallback"],
    [{ permission: "org:sys_memberships:manage" }, active(), "children"],
    [{ permission: "org:sys_domains:manage" }, active(), "fallback"],
    [{ plan: "pro" }, paying, "children"],
    [{ plan: "pro" }, active(), "fallback"],
    [{ feature: "reports" }, paying, "children"],
    [{ feature: "reports" }, signedOut(), "fallback"],
    [(has) => has({ role: "org:admin" }) && has({ plan: "pro" }), paying, "children"],
    [(has) => has({ role: "org:admin" }) && has({ plan: "pro" }), active(), "fallback"],
    [() => true, signedOut(), "fallback"]
  ])("when %j", async ([when, state, shown]) => {
    expect(await shownIn(state, { when })).toBe(shown)
  })

  test("a pending session counts as signed in if requested", async () => {
    const options = { treatPendingAsSignedOut: false }

    expect(await shownIn(pending(), { when: "signed-in", ...options })).toBe("children")
    expect(await shownIn(pending(), { when: "signed-out", ...options })).toBe("fallback")
  })

  test("without a fallback nothing replaces its children", async () => {
    expect(await shownIn(signedOut(), { when: "signed-in", fallback: null })).toBe("")
  })
})
