import { describe, expect, test } from "vitest"

import type { ActiveSession, KnownSession, PendingSession } from "~session/snapshot"
import { authOf } from "~ui/use-auth"

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
