import { describe, expect, test } from "vitest"
import { callBackend, clerkFor } from "./backend-client"
import { clientOf, emulate, given, loadClerk, PASSWORD, refusalOf, request, userOf } from "./support"

const NEW = "new+clerk_test@example.com"

describe("of invitations to the app, a server", () => {
  test("sends one, and its metadata becomes the new user's", async () => {
    const emulator = await emulate()
    await emulator.changeSettings({ signUp: { mode: "restricted" } })
    const clerk = clerkFor(emulator)
    const invitation = await clerk.invitations.createInvitation({
      emailAddress: NEW,
      publicMetadata: { plan: "pro" }
    })
    const ticket = new URL(invitation.url ?? "").searchParams.get("ticket") ?? ""
    const sdk = await loadClerk(emulator)

    const signUp = await clientOf(sdk).signUp.create({ strategy: "ticket", ticket, password: PASSWORD })
    await sdk.setActive({ session: signUp.createdSessionId, navigate: () => {} })

    expect(userOf(sdk).publicMetadata).toEqual({ plan: "pro" })
    expect((await clerk.invitations.getInvitationList()).data).toMatchObject([
      { id: invitation.id, status: "accepted" }
    ])
  })

  test("revokes one, which then isn't listed", async () => {
    const clerk = clerkFor(await emulate())
    const { id } = await clerk.invitations.createInvitation({ emailAddress: NEW, notify: false })

    expect(await clerk.invitations.revokeInvitation(id)).toMatchObject({ status: "revoked", revoked: true })

    expect(await refusalOf(clerk.invitations.revokeInvitation(id))).toMatchObject({
      status: 400,
      code: "invitation_already_revoked"
    })
    expect((await clerk.invitations.getInvitationList()).totalCount).toBe(0)
    expect((await clerk.invitations.getInvitationList({ status: "revoked" })).totalCount).toBe(1)
    expect(await refusalOf(clerk.invitations.revokeInvitation("inv_unknown"))).toMatchObject({ status: 404 })
  })

  test("can't invite an address twice, or one with an account, unless it insists", async () => {
    const emulator = await emulate()
    await emulator.addUser({ email: "ada@example.com" })
    const { invitations } = clerkFor(emulator)
    await invitations.createInvitation({ emailAddress: NEW })

    expect(await refusalOf(invitations.createInvitation({ emailAddress: NEW }))).toMatchObject({
      status: 400,
      code: "duplicate_record"
    })
    expect(await refusalOf(invitations.createInvitation({ emailAddress: "ada@example.com" }))).toMatchObject({
      status: 422,
      code: "form_identifier_exists"
    })
    expect(await invitations.createInvitation({ emailAddress: NEW, ignoreExisting: true })).toMatchObject({
      status: "pending"
    })
  })

  test("can't send one that leads to a script", async () => {
    const emulator = await emulate()
    const invitation = { email_address: NEW, redirect_url: "javascript:alert(1)" }

    expect(await callBackend(emulator, "POST", "/invitations", invitation)).toMatchObject({
      status: 422,
      code: "prohibited_redirect_url"
    })
    expect((await callBackend(emulator, "GET", "/invitations")).json).toEqual([])
  })

  test("can limit how long one is valid", async () => {
    const emulator = await emulate()
    const clerk = clerkFor(emulator)
    await clerk.invitations.createInvitation({ emailAddress: NEW, expiresInDays: 1 })

    await emulator.moveClock(25 * 3600)

    expect((await clerk.invitations.getInvitationList({ status: "expired" })).totalCount).toBe(1)
  })
})

describe("of the instance, a server", () => {
  test("changes the allowed origins", async () => {
    const emulator = await emulate()
    const { instance } = clerkFor(emulator)
    const origins = ["chrome-extension://nmnpofbnkfhnkmelnjipmdbimhbgcfjb", "https://app.example.com"]
    expect(await instance.get()).toMatchObject({ environmentType: "development", allowedOrigins: null })

    await instance.update({ allowedOrigins: origins })

    expect((await instance.get()).allowedOrigins).toEqual(origins)
    expect((await emulator.state()).settings.allowedOrigins).toEqual(origins)
    const refused = await request(emulator, "/client", { headers: { origin: "https://evil.example" } })
    expect(refused.status).toBe(400)
  })

  test.for([
    [{ allowed_origins: ["app.example.com"] }, "form_invalid_origin", "allowed_origins"],
    [{ allowed_origins: ["https://app.example.com/path"] }, "form_invalid_origin", "allowed_origins"],
    [{ allowed_origins: "https://app.example.com" }, "form_param_type_invalid", "allowed_origins"],
    [{ support_email: "help@example.com" }, "form_param_unknown", "support_email"]
  ] as const)("can't set %j", async ([body, code, param]) => {
    const emulator = await emulate()

    expect(await callBackend(emulator, "PATCH", "/instance", body)).toMatchObject({
      status: 422,
      code,
      param
    })
    expect((await emulator.state()).settings.allowedOrigins).toEqual([])
  })

  test("adds, lists and removes redirect URLs", async () => {
    const emulator = await emulate()
    const { redirectUrls } = clerkFor(emulator)
    const url = "my-app://sso-callback"

    const created = await redirectUrls.createRedirectUrl({ url })

    expect((await redirectUrls.getRedirectUrlList()).data).toMatchObject([{ id: created.id, url }])
    expect(await redirectUrls.getRedirectUrl(created.id)).toMatchObject({ url })
    expect((await emulator.state()).settings.redirectUrls).toEqual([url])
    expect(await refusalOf(redirectUrls.createRedirectUrl({ url }))).toMatchObject({
      status: 400,
      code: "duplicate_record"
    })
    await redirectUrls.deleteRedirectUrl(created.id)
    expect((await emulator.state()).settings.redirectUrls).toEqual([])
    expect(await refusalOf(redirectUrls.getRedirectUrl(created.id))).toMatchObject({ status: 404 })
  })

  test.for([
    ["not a URL", "form_param_format_invalid"],
    ["http://example.com", "form_param_format_invalid"],
    ["javascript:alert(1)", "prohibited_redirect_url"]
  ])("can't allow redirects to %s", async ([url, code]) => {
    const emulator = await emulate()

    expect(await callBackend(emulator, "POST", "/redirect_urls", { url })).toMatchObject({
      status: 422,
      code
    })
  })

  test("gets a testing token, with which a sign-up needs no captcha", async () => {
    const emulator = await emulate()
    await emulator.changeSettings({ captcha: { enabled: true } })
    const { token } = await clerkFor(emulator).testingTokens.createTestingToken()
    const signUp = async (testingToken: string) => {
      const path = `/client/sign_ups?__clerk_testing_token=${testingToken}`
      const device = await request(emulator, "/dev_browser", { method: "POST" })
      return (
        await request(emulator, path, {
          method: "POST",
          token: device.json().id,
          body: { email_address: NEW }
        })
      ).status
    }

    expect(await signUp("made-up")).not.toBe(200)
    expect(await signUp(token)).toBe(200)
  })

  test("tells the console about changes", async () => {
    const emulator = await emulate()
    const events = await fetch(`${emulator.url}/emulator/events`)
    const reader = given(events.body).getReader()
    const count = async () =>
      new TextDecoder().decode((await reader.read()).value).split("event: change").length - 1
    expect(await count()).toBe(1)

    await clerkFor(emulator).users.createUser({ emailAddress: [NEW], password: PASSWORD })

    expect(await count()).toBe(1)
    await reader.cancel()
  })
})
