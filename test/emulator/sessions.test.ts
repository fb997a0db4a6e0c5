import { describe, expect, test } from "vitest"
import { verify } from "../support/backend"
import {
  choose,
  clientOf,
  emulate,
  loadClerk,
  PASSWORD,
  refusalOf,
  request,
  sessionOf,
  signIn,
  signInElsewhere,
  userOf
} from "./support"

const EMAIL = "ada@acme.com"

describe("a session token", () => {
  test("is verified by a backend with the published key", async () => {
    const emulator = await emulate()
    const { id } = await emulator.addUser({ email: EMAIL, password: PASSWORD })
    const session = await signIn(await loadClerk(emulator), EMAIL)

    const claims = await verify(emulator, await session.getToken())

    expect(claims).toMatchObject({
      iss: "https://emulator.clerk.accounts.dev",
      sub: id,
      sid: session.id,
      sts: "active",
      v: 2,
      fva: [0, -1]
    })
    expect(claims.exp - claims.iat).toBe(60)
    expect(claims).not.toHaveProperty("o")
  })

  test("shows a pending session", async () => {
    const emulator = await emulate()
    await emulator.reset("pending-setup-mfa")
    const session = await signIn(await loadClerk(emulator), "ada+clerk_test@example.com")

    expect(await verify(emulator, await session.getToken())).toMatchObject({ sts: "pending" })
  })

  test("names the active organization and the role in it", async () => {
    const emulator = await emulate()
    await emulator.reset("pending-choose-organization")
    const clerk = await loadClerk(emulator)
    await signIn(clerk, "ada+clerk_test@example.com")
    const [membership] = userOf(clerk).organizationMemberships
    await choose(clerk, membership?.organization.id ?? "")

    const claims = await verify(emulator, await sessionOf(clerk).getToken())

    expect(claims).toMatchObject({
      sts: "active",
      o: { id: membership?.organization.id, slg: "acme", rol: "admin" }
    })
  })

  test("is a new one on request, and lasts as long as the settings say", async () => {
    const emulator = await emulate()
    await emulator.changeSettings({ session: { tokenLifetimeSeconds: 600 } })
    await emulator.addUser({ email: EMAIL, password: PASSWORD })
    const session = await signIn(await loadClerk(emulator), EMAIL)
    const first = await session.getToken()

    const second = await session.getToken({ skipCache: true })

    expect(second).not.toBe(first)
    const { exp, iat } = await verify(emulator, second)
    expect(exp - iat).toBe(600)
  })

  test("of an unknown template isn't found", async () => {
    const emulator = await emulate()
    await emulator.addUser({ email: EMAIL, password: PASSWORD })
    const session = await signIn(await loadClerk(emulator), EMAIL)

    expect(await refusalOf(session.getToken({ template: "supabase" }))).toMatchObject({
      status: 404,
      code: "resource_not_found"
    })
  })

  test("carries the origin of the page that requested it", async () => {
    const emulator = await emulate()
    await emulator.addUser({ email: EMAIL, password: PASSWORD })
    const { token, sessionId } = await signInElsewhere(emulator, EMAIL)

    const minted = await request(emulator, `/client/sessions/${sessionId}/tokens`, {
      method: "POST",
      token,
      headers: { origin: "chrome-extension://abc" },
      body: { organization_id: "" }
    })

    expect(await verify(emulator, minted.json().jwt)).toMatchObject({ azp: "chrome-extension://abc" })
  })
})

describe("signing out", () => {
  test("of one session removes it from the client", async () => {
    const emulator = await emulate()
    await emulator.addUser({ email: EMAIL, password: PASSWORD })
    const clerk = await loadClerk(emulator)
    const session = await signIn(clerk, EMAIL)

    const removed = await session.remove()

    expect(removed.status).toBe("removed")
    expect(clientOf(clerk).sessions).toEqual([])
    expect((await emulator.state()).sessions).toMatchObject([{ status: "removed" }])
  })

  test("of all keeps the client, and a user can sign in again", async () => {
    const emulator = await emulate()
    await emulator.addUser({ email: EMAIL, password: PASSWORD })
    const clerk = await loadClerk(emulator)
    await signIn(clerk, EMAIL)
    const { id } = clientOf(clerk)

    await clientOf(clerk).removeSessions()
    await clerk.setActive({ session: null })
    const again = await signIn(clerk, EMAIL)

    expect(clientOf(clerk).id).toBe(id)
    expect(again.status).toBe("active")
  })

  test("from the dashboard leaves no way to get a token, and the SDK finds out", async () => {
    const emulator = await emulate()
    await emulator.addUser({ email: EMAIL, password: PASSWORD })
    const clerk = await loadClerk(emulator)
    const session = await signIn(clerk, EMAIL)

    await emulator.revokeSession(session.id)
    const refusal = await refusalOf(session.getToken({ skipCache: true }))
    await clerk.setActive({ session: session.id }).catch(() => {})

    expect(refusal).toMatchObject({ status: 401, code: "authentication_invalid" })
    expect(clerk.session).toBeFalsy()
  })

  test("deleting the user ends the session", async () => {
    const emulator = await emulate()
    const { id } = await emulator.addUser({ email: EMAIL, password: PASSWORD })
    const { client } = await signInElsewhere(emulator, EMAIL)

    await emulator.deleteUser(id)

    expect((await client()).sessions).toEqual([])
    expect((await emulator.state()).users).toEqual([])
  })

  test("happens by itself after seven days", async () => {
    const emulator = await emulate()
    await emulator.addUser({ email: EMAIL, password: PASSWORD })
    const { client } = await signInElsewhere(emulator, EMAIL)

    await emulator.moveClock(7 * 24 * 3600)

    expect((await client()).sessions).toEqual([])
    expect((await emulator.state()).sessions).toMatchObject([{ status: "expired" }])
  })
})

test("a user sees their sessions on other devices, and ends them", async () => {
  const emulator = await emulate()
  await emulator.addUser({ email: EMAIL, password: PASSWORD })
  const elsewhere = await signInElsewhere(emulator, EMAIL)
  const clerk = await loadClerk(emulator)
  await signIn(clerk, EMAIL)

  const sessions = await userOf(clerk).getSessions()
  await sessions.find(({ id }) => id === elsewhere.sessionId)?.revoke()

  expect(sessions).toHaveLength(2)
  expect((await elsewhere.client()).sessions).toEqual([])
})

test("a client sees no session and no attempt of another client", async () => {
  const emulator = await emulate()
  await emulator.addUser({ email: EMAIL, password: PASSWORD })
  const { sessionId } = await signInElsewhere(emulator, EMAIL)
  const stranger = await request(emulator, "/client", { method: "PUT" })
  const token = stranger.headers.get("clerk-db-jwt") ?? ""

  const session = await request(emulator, `/client/sessions/${sessionId}/tokens`, { method: "POST", token })
  const user = await request(emulator, `/me?_clerk_session_id=${sessionId}`, { token })
  const nobody = await request(emulator, "/me", { token })

  expect([session.status, user.status, nobody.status]).toEqual([401, 401, 401])
  expect(session.json().errors[0].code).toBe("action_for_session_not_authorized")
  expect(nobody.json().errors[0].code).toBe("signed_out")
})

test("a user changes their name and metadata", async () => {
  const emulator = await emulate()
  await emulator.addUser({ email: EMAIL, password: PASSWORD })
  const clerk = await loadClerk(emulator)
  await signIn(clerk, EMAIL)

  await userOf(clerk).update({ firstName: "Augusta" })
  await userOf(clerk).updateMetadata({ unsafeMetadata: { a: { b: 1, c: 2 } } })
  await userOf(clerk).updateMetadata({ unsafeMetadata: { a: { b: null as never } } })

  expect(userOf(clerk)).toMatchObject({ firstName: "Augusta", unsafeMetadata: { a: { c: 2 } } })
})
