import { decodeJwt, decodeProtectedHeader } from "jose"
import { describe, expect, test } from "vitest"
import {
  clientOf,
  emulate,
  given,
  loadClerk,
  PASSWORD,
  refusalOf,
  signIn,
  signInElsewhere,
  userOf
} from "./support"

const EMAIL = "grace@acme.com"
const MONTH = 30 * 24 * 3600

async function invited(mode: "restricted" | "waitlist" = "restricted", signUp: object = {}) {
  const emulator = await emulate()
  await emulator.changeSettings({ signUp: { mode, ...signUp } })
  const invitation = await emulator.inviteToApp({ emailAddress: EMAIL })
  const clerk = await loadClerk(emulator)
  return { emulator, clerk, ...invitation, signUp: clientOf(clerk).signUp }
}

/** Opens a link as a page, in some browser. */
async function open(link: string) {
  const response = await fetch(link, { redirect: "manual" })
  return { status: response.status, to: response.headers.get("location") }
}

describe("an invitation to the app", () => {
  test("is sent by email, with a ticket as Clerk's", async () => {
    const { emulator, id, ticket, url } = await invited()
    const elsewhere = await emulator.inviteToApp({
      emailAddress: "ada@acme.com",
      redirectUrl: "https://app.example/in?from=us"
    })

    expect(url).toBe(`${emulator.url}/v1/tickets/accept?ticket=${ticket}`)
    expect(elsewhere.url).toBe(`${emulator.url}/v1/tickets/accept?ticket=${elsewhere.ticket}`)
    expect(await emulator.inbox(EMAIL)).toMatchObject([{ channel: "email", link: url }])
    expect(decodeProtectedHeader(ticket)).toEqual({ alg: "RS256", typ: "JWT" })
    expect(decodeJwt(ticket)).toEqual({
      eis: MONTH,
      exp: expect.any(Number),
      iid: expect.stringMatching(/^ins_/),
      sid: id,
      st: "invitation"
    })
    expect(decodeJwt(elsewhere.ticket).rurl).toBe("https://app.example/in?from=us")
    const state = await emulator.state()
    expect(state.appInvitations).toMatchObject([{ id, emailAddress: EMAIL, status: "pending" }, {}])
    expect(JSON.stringify(state)).not.toContain("eyJ")
  })

  test("leads by its link to the page that it names, or to the app's own", async () => {
    const { emulator, ticket, url } = await invited()
    const elsewhere = await emulator.inviteToApp({
      emailAddress: "ada@acme.com",
      redirectUrl: "https://app.example/in?from=us#top"
    })

    expect(await open(`${url}&_clerk_js_version=6.0.0`)).toEqual({
      status: 303,
      to: `${emulator.url}/demo/sign-up?__clerk_ticket=${ticket}&__clerk_status=sign_up`
    })
    expect(await open(elsewhere.url)).toEqual({
      status: 303,
      to: `https://app.example/in?from=us&__clerk_ticket=${elsewhere.ticket}&__clerk_status=sign_up#top`
    })
    expect((await emulator.state()).appInvitations).toMatchObject([
      { status: "pending" },
      { status: "pending" }
    ])
  })

  test("tells the page whether the address has an account, and accepts the invitation if its owner is signed in", async () => {
    const { emulator, url } = await invited()
    await emulator.addUser({ email: EMAIL, password: PASSWORD })
    await emulator.addUser({ email: "ada@acme.com", password: PASSWORD })
    const own = await signInElsewhere(emulator, EMAIL)
    const other = await signInElsewhere(emulator, "ada@acme.com")
    const openAs = (token: string) => open(`${url}&__clerk_db_jwt=${token}`)

    expect((await open(url)).to).toMatch(/&__clerk_status=sign_in$/)
    expect((await openAs(other.token)).to).toMatch(/&__clerk_status=sign_in$/)
    expect((await emulator.state()).appInvitations).toMatchObject([{ status: "pending" }])
    expect((await openAs(own.token)).to).toMatch(/&__clerk_status=complete$/)
    expect((await emulator.state()).appInvitations).toMatchObject([{ status: "accepted" }])
  })

  test.each(["restricted", "waitlist"] as const)("lets a user sign up in mode %s", async (mode) => {
    const { emulator, clerk, ticket, signUp } = await invited(mode)

    await signUp.create({ strategy: "ticket", ticket })
    expect(signUp).toMatchObject({
      emailAddress: EMAIL,
      missingFields: ["password"],
      unverifiedFields: [],
      verifications: { emailAddress: { status: "verified", strategy: "ticket" } }
    })
    await signUp.update({ password: PASSWORD, firstName: "Grace" })
    expect(signUp.status).toBe("complete")
    await clerk.setActive({ session: signUp.createdSessionId })

    expect(userOf(clerk).primaryEmailAddress).toMatchObject({
      emailAddress: EMAIL,
      verification: { status: "verified" }
    })
    expect((await emulator.state()).appInvitations).toMatchObject([{ status: "accepted" }])
    expect((await signIn(await loadClerk(emulator), EMAIL)).status).toBe("active")
  })

  test("completes at once if nothing else is missing, and the client remembers no strategy", async () => {
    const { clerk, ticket, signUp } = await invited("restricted", { password: "optional" })

    await signUp.create({ strategy: "ticket", ticket })

    expect(signUp.status).toBe("complete")
    expect(clientOf(clerk).lastAuthenticationStrategy).toBeNull()
  })

  test("can join a sign-up that's under way", async () => {
    const { ticket, signUp, emulator } = await invited()
    await emulator.changeSettings({ signUp: { mode: "public" } })
    await signUp.create({ password: PASSWORD })

    await signUp.update({ strategy: "ticket", ticket } as never)

    expect(signUp).toMatchObject({ status: "complete", emailAddress: EMAIL })
  })

  test("works only for its own address", async () => {
    const { ticket, signUp } = await invited()
    const refusal = { status: 422, code: "form_param_value_invalid", param: "email_address" }
    const fields = { strategy: "ticket", ticket, emailAddress: "ada@acme.com" } as const

    expect(await refusalOf(signUp.create(fields))).toEqual(refusal)
    await signUp.create({ strategy: "ticket", ticket, emailAddress: EMAIL.toUpperCase() })
    expect(await refusalOf(signUp.update({ emailAddress: "ada@acme.com" }))).toEqual(refusal)
  })

  test("that was revoked creates no account", async () => {
    const { emulator, id, ticket, signUp } = await invited()
    await signUp.create({ strategy: "ticket", ticket })
    await emulator.revokeAppInvitation(id)

    expect(await refusalOf(signUp.update({ password: PASSWORD }))).toMatchObject({
      status: 400,
      code: "revoked_invitation"
    })
    expect((await emulator.state()).users).toEqual([])
  })

  test("signs in a user who has an account by now, and requires the second factor", async () => {
    const { emulator, clerk, ticket } = await invited()
    await emulator.addUser({ email: EMAIL, password: PASSWORD, totp: true })

    const attempt = await clientOf(clerk).signIn.create({ strategy: "ticket", ticket })

    expect(attempt).toMatchObject({ status: "needs_second_factor", identifier: EMAIL })
    expect(attempt.firstFactorVerification).toMatchObject({ status: "verified", strategy: "ticket" })
  })

  test.each([
    ["a user's address", { emailAddress: "ada@acme.com" }, "taken"],
    ["no address", { emailAddress: "ada" }, "invalid_value"],
    ["no page to lead to", { emailAddress: EMAIL, redirectUrl: "/in" }, "invalid_value"]
  ])("isn't made for %s", async (_what, body, code) => {
    const { emulator } = await invited()
    await emulator.addUser({ email: "ada@acme.com" })

    const response = await emulator.call("POST", "/app-invitations", body)

    expect(response.status).toBe(400)
    expect((await response.json()).errors[0].code).toBe(code)
  })
})

describe("a waitlist", () => {
  test("has each address once, and remembers who is invited and who has come", async () => {
    const emulator = await emulate()
    await emulator.changeSettings({ signUp: { mode: "waitlist", password: "optional" } })
    const clerk = await loadClerk(emulator)
    const statuses = async () => (await emulator.state()).waitlist.map(({ status }) => status)

    const { id } = await clerk.joinWaitlist({ emailAddress: EMAIL })
    const again = await clerk.joinWaitlist({ emailAddress: EMAIL.toUpperCase() })
    expect(id).toMatch(/^wle_/)
    expect(again.id).toBe(id)
    expect(await emulator.waitlist()).toMatchObject([{ id, emailAddress: EMAIL, status: "pending" }])

    const first = await emulator.inviteFromWaitlist(id)
    expect(await statuses()).toEqual(["invited"])
    expect((await emulator.call("POST", `/waitlist/${id}/invite`)).status).toBe(400)
    await emulator.revokeAppInvitation(first.id)
    expect(await statuses()).toEqual(["pending"])

    const { ticket } = await emulator.inviteFromWaitlist(id)
    expect(given((await emulator.inbox(EMAIL))[0]).link).toContain(ticket)
    await clientOf(clerk).signUp.create({ strategy: "ticket", ticket })
    expect(clientOf(clerk).sessions).toHaveLength(1)
    expect(await statuses()).toEqual(["completed"])
  })
})
