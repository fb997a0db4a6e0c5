import { beforeEach, describe, expect, test, vi } from "vitest"
import { MessageError } from "~messaging/message-error"
import { authOf, requestToken } from "~react/use-auth"
import type { ActiveSession, KnownSession, PendingSession } from "~session/snapshot"
import { installFakeChrome } from "../../support/fake-chrome"

const signedIn = { sessionId: "sess_1", user: { id: "user_1" } }
const pending = { ...signedIn, status: "pending" } as PendingSession
const organization = { id: "org_1", role: "org:admin", slug: "acme" }
const active = { ...signedIn, status: "active", organization } as ActiveSession

const nobody = {
  isLoaded: true,
  isSignedIn: false,
  userId: null,
  sessionId: null,
  orgId: null,
  orgRole: null,
  orgSlug: null
}

describe("authOf", () => {
  test("is not loaded while nothing is known", () => {
    expect(authOf(null)).toMatchObject({ isLoaded: false, isSignedIn: undefined, userId: undefined })
  })

  test("tells of nobody while signed out", () => {
    expect(authOf({ status: "signed-out" } as KnownSession)).toEqual(nobody)
  })

  test("counts a pending session as signed out, unless told otherwise", () => {
    expect(authOf(pending)).toEqual(nobody)
    expect(authOf(pending, false)).toMatchObject({ isSignedIn: true, userId: "user_1", orgId: null })
  })

  test("tells of the active organization", () => {
    expect(authOf(active)).toEqual({
      isLoaded: true,
      isSignedIn: true,
      userId: "user_1",
      sessionId: "sess_1",
      orgId: "org_1",
      orgRole: "org:admin",
      orgSlug: "acme"
    })
  })

  test("a personal account has no organization", () => {
    expect(authOf({ ...active, organization: null })).toMatchObject({
      orgId: null,
      orgRole: null,
      orgSlug: null
    })
  })
})

describe("getToken", () => {
  beforeEach(() => {
    installFakeChrome()
  })

  /** What the service worker answers. */
  function background(reply: unknown) {
    const sendMessage = vi.spyOn(chrome.runtime, "sendMessage")
    return sendMessage.mockResolvedValue(reply as never)
  }

  test("asks the service worker each time, as pages keep no token", async () => {
    const sendMessage = background({ ok: true, value: "a token" })

    const tokens = [await requestToken({ skipCache: true }), await requestToken()]

    expect(tokens).toEqual(["a token", "a token"])
    expect(sendMessage.mock.calls.map(([, message]) => message)).toEqual([
      { name: "get-token", body: { skipCache: true } },
      { name: "get-token", body: undefined }
    ])
  })

  test("answers with null when nobody is signed in", async () => {
    background({ ok: false, failure: { code: "signed-out", message: "You are signed out." } })

    expect(await requestToken()).toBeNull()
  })

  test("throws whatever else stands in the way", async () => {
    const failure = { code: "rate-limited", message: "Too often.", retryAfterSeconds: 30 } as const
    background({ ok: false, failure })

    await expect(requestToken()).rejects.toEqual(new MessageError(failure))
  })
})
