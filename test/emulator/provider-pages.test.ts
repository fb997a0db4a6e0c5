import { describe, expect, test } from "vitest"
import { ADA, addAccount, begin, CONNECTION, NATIVE, outcomeOf } from "./provider-steps"
import { clientOf, emulate, given, request, type TestEmulator } from "./support"

const BOB = "bob@globex.com"

/** A browser, as far as its cookie at the provider goes. */
async function openBrowser(settings: object = {}) {
  const { emulator } = await begin(settings)
  let cookie = ""
  const visit = async (address: URL, init: RequestInit = {}) => {
    const response = await fetch(address, {
      redirect: "manual",
      ...init,
      headers: { ...init.headers, cookie }
    })
    cookie = response.headers.get("set-cookie")?.split(";")[0] ?? cookie
    return response
  }
  const authorize = async (fields: Record<string, string> = {}) => addressOf(emulator, fields)
  const at = (address: URL, what: string) => new URL(address.href.replace("authorize", what))
  const page = async (address: URL) => (await visit(at(address, "page"))).json()
  const answer = async (address: URL, body: object) => {
    const response = await visit(at(address, "answer"), {
      method: "POST",
      body: JSON.stringify(body),
      headers: { "content-type": "application/json" }
    })
    return response.json()
  }
  return { emulator, authorize, visit, page, answer }
}

async function addressOf(emulator: TestEmulator, fields: Record<string, string>) {
  const body = { strategy: "oauth_google", redirect_url: NATIVE, ...fields }
  const created = await request(emulator, "/client/sign_ins", { method: "POST", body })
  return new URL(created.json().response.first_factor_verification.external_verification_redirect_url)
}

const callbackOf = (response: Response) => new URL(given(response.headers.get("location")))

describe("a provider's page", () => {
  test("lists the accounts that it has", async () => {
    const { emulator, authorize, page } = await openBrowser({ applicationName: "Northwind" })
    await addAccount(emulator, { email: ADA, firstName: "Ada", lastName: "Byron" })
    await addAccount(emulator, { email: BOB, provider: "google" })
    await emulator.changeSettings({ social: { microsoft: true } })
    await addAccount(emulator, { email: "eve@globex.com", provider: "microsoft" })

    expect(await page(await authorize())).toEqual({
      provider: "Google",
      isCompany: false,
      app: "Northwind",
      hint: null,
      consent: null,
      accounts: [
        { email: ADA, name: "Ada Byron" },
        { email: BOB, name: "" }
      ]
    })
  })

  test("asks for consent, once, and creates an unknown account", async () => {
    const { emulator, authorize, answer } = await openBrowser()
    const first = await authorize()

    expect(await answer(first, { email: BOB })).toEqual({ consent: BOB })
    const { location } = await answer(first, { email: BOB, consent: true })
    expect(outcomeOf(new URL(location))).toMatchObject({
      state: first.searchParams.get("state"),
      code: expect.any(String)
    })
    expect(await answer(await authorize(), { email: BOB })).toHaveProperty("location")
    expect((await emulator.state()).providerAccounts).toMatchObject([{ email: BOB, provider: "google" }])
  })

  test("answers with an error", async () => {
    const { authorize, answer } = await openBrowser()

    const { location } = await answer(await authorize(), { error: "access_denied" })

    expect(outcomeOf(new URL(location))).toMatchObject({ error: "access_denied" })
  })

  test("doesn't appear to a user who is signed in and has agreed before", async () => {
    const { authorize, visit, answer } = await openBrowser()
    const unknown = await visit(await authorize())
    await answer(await authorize(), { email: ADA, consent: true })

    const known = await visit(await authorize())

    expect([unknown.status, unknown.headers.get("content-type")]).toEqual([200, "text/html; charset=utf-8"])
    expect(known.status).toBe(303)
    expect(outcomeOf(callbackOf(known))).toHaveProperty("code")
  })

  test.each([
    [{ oidc_prompt: "select_account" }, 200],
    [{ oidc_prompt: "login" }, 200],
    [{ oidc_prompt: "consent" }, 200],
    [{ oidc_prompt: "none" }, 303],
    [{ oidc_login_hint: ADA }, 303],
    [{ oidc_login_hint: BOB }, 200]
  ])("appears again with %j: %i", async (fields, status) => {
    const { authorize, visit, answer } = await openBrowser()
    await answer(await authorize(), { email: ADA, consent: true })

    expect((await visit(await authorize(fields))).status).toBe(status)
  })

  test("asks a signed-in user only for consent, if requested", async () => {
    const { authorize, page, answer } = await openBrowser()
    await answer(await authorize(), { email: ADA, consent: true })
    const address = await authorize({ oidc_prompt: "consent" })

    expect(await page(address)).toMatchObject({ consent: ADA })
    expect(await answer(address, { email: ADA })).toEqual({ consent: ADA })
  })

  test("answers at once, without a page, for a user who isn't signed in", async () => {
    const { authorize, visit } = await openBrowser()

    const response = await visit(await authorize({ oidc_prompt: "none" }))

    expect(outcomeOf(callbackOf(response))).toMatchObject({ error: "login_required" })
  })

  test("forgets an account that no longer exists, and every account after a reset", async () => {
    const { emulator, authorize, visit, answer } = await openBrowser()
    const { id } = await addAccount(emulator, { email: ADA })
    await answer(await authorize(), { email: ADA, consent: true })
    await emulator.call("DELETE", `/provider-accounts/${id}`)
    const gone = await visit(await authorize())
    await answer(await authorize(), { email: ADA, consent: true })
    await emulator.reset("empty")
    await emulator.changeSettings({ social: { google: true }, redirectUrls: [NATIVE] })

    expect(gone.status).toBe(200)
    expect((await visit(await authorize())).status).toBe(200)
  })

  test("of a company asks for no consent, and knows who is coming", async () => {
    const { emulator, authorize, page, answer } = await openBrowser({ enterpriseConnections: [CONNECTION] })
    await addAccount(emulator, { email: ADA })
    const address = await authorize({ strategy: "enterprise_sso", identifier: ADA })

    expect(await page(address)).toMatchObject({ provider: "Acme Inc", isCompany: true, hint: ADA })
    expect(await answer(address, { email: ADA })).toHaveProperty("location")
  })

  test.each([
    ["to an unknown provider", /google/, "nonsense"],
    ["without a state", /&state=[^&]*/, ""],
    ["of an app elsewhere", /redirect_uri=[^&]*/, "redirect_uri=https://evil.example/"]
  ])("leads nowhere %s", async (_what, part, replacement) => {
    const { authorize, page, answer } = await openBrowser()
    const address = new URL((await authorize()).href.replace(part, replacement))
    const refusal = { errors: [expect.objectContaining({ code: "invalid_request" })] }

    expect(await page(address)).toEqual(refusal)
    expect(await answer(address, { email: ADA, consent: true })).toEqual(refusal)
  })

  test("accepts no answer from another site, and no meaningless one", async () => {
    const { authorize, answer, visit } = await openBrowser()
    const address = new URL((await authorize()).href.replace("authorize", "answer"))

    const foreign = await visit(address, {
      method: "POST",
      body: JSON.stringify({ email: ADA, consent: true }),
      headers: { origin: "https://evil.example" }
    })

    expect(foreign.status).toBe(403)
    expect(await answer(await authorize(), { email: "nobody" })).toHaveProperty("errors")
  })

  test("is strict about what it loads, and hides its cookie from scripts", async () => {
    const { authorize, visit } = await openBrowser()

    const { headers } = await visit(await authorize())

    expect(headers.get("content-security-policy")).toMatch(
      /default-src 'none'.*script-src 'self'.*require-trusted-types-for 'script'/
    )
    expect(headers.get("set-cookie")).toMatch(
      /^emulator_provider=[\w-]+; Path=\/providers; HttpOnly; SameSite=Lax$/
    )
  })
})

describe("the control API", () => {
  test("adds accounts, lists and removes them", async () => {
    const emulator = await emulate()
    await emulator.changeSettings({ social: { custom: [{ key: "acme", name: "Acme ID" }] } })

    const added = await addAccount(emulator, {
      email: "Ada@Acme.com",
      emailVerified: false,
      firstName: "Ada",
      provider: "custom_acme"
    })
    const list = async () => (await emulator.call("GET", "/provider-accounts")).json()
    const before = await list()
    const removed = await emulator.call("DELETE", `/provider-accounts/${added.id}`)

    expect(before).toEqual([
      {
        id: added.id,
        email: ADA,
        emailVerified: false,
        firstName: "Ada",
        lastName: null,
        provider: "custom_acme"
      }
    ])
    expect(await removed.json()).toEqual({ id: added.id, deleted: true })
    expect(await list()).toEqual([])
  })

  test.each([
    [{}, "email"],
    [{ email: "nobody" }, "email"],
    [{ email: ADA, provider: "google" }, "provider"],
    [{ email: ADA, password: "x" }, "password"]
  ])("refuses %j", async (account, path) => {
    const emulator = await emulate()

    const response = await emulator.call("POST", "/provider-accounts", account)

    expect([response.status, (await response.json()).errors[0].path]).toEqual([400, path])
  })

  test("refuses an address twice at one provider, and an unknown account", async () => {
    const emulator = await emulate()
    await emulator.changeSettings({ social: { google: true, microsoft: true } })
    const add = async (account: object) => (await emulator.call("POST", "/provider-accounts", account)).status

    expect(await add({ email: ADA, provider: "google" })).toBe(200)
    expect(await add({ email: ADA, provider: "google" })).toBe(400)
    expect(await add({ email: ADA })).toBe(400)
    expect(await add({ email: ADA, provider: "microsoft" })).toBe(200)
    expect((await emulator.call("DELETE", "/provider-accounts/pac_x")).status).toBe(400)
  })

  test.each([
    [{ social: { custom: [{ key: "Acme", name: "Acme" }] } }],
    [{ social: { custom: [{ key: "acme", name: "" }] } }],
    [
      {
        social: {
          custom: [
            { key: "acme", name: "A" },
            { key: "acme", name: "B" }
          ]
        }
      }
    ],
    [{ enterpriseConnections: [{ domain: "acme", name: "Acme" }] }],
    [{ enterpriseConnections: [{ domain: "acme.com" }] }],
    [{ enterpriseConnections: [{ domain: "acme.com", name: "Acme", provider: "saml_nonsense" }] }],
    [{ enterpriseConnections: [CONNECTION, CONNECTION] }],
    [{ redirectUrls: ["nowhere"] }]
  ])("refuses the settings %j", async (settings) => {
    const emulator = await emulate()

    expect((await emulator.call("PATCH", "/settings", settings)).status).toBe(400)
  })

  test("gives a connection a permanent ID", async () => {
    const emulator = await emulate()
    const first = await emulator.changeSettings({
      enterpriseConnections: [{ domain: "Acme.com", name: "Acme" }]
    })
    const second = await emulator.changeSettings({ applicationName: "Northwind" })

    expect(first.enterpriseConnections).toEqual([
      {
        id: expect.stringMatching(/^ec_\w{27}$/),
        domain: "acme.com",
        name: "Acme",
        provider: "saml_custom",
        active: true,
        allowSubdomains: false,
        disableAdditionalIdentifications: true,
        jitProvisioning: true
      }
    ])
    expect(second.enterpriseConnections).toEqual(first.enterpriseConnections)
  })

  test("gives a user's connected accounts a place at the provider", async () => {
    const { emulator, clerk } = await begin(
      {},
      { externalAccounts: ["google", "custom_acme"], firstName: "Ada" }
    )

    expect((await emulator.state()).providerAccounts).toMatchObject([
      { provider: "google", email: ADA, firstName: "Ada" },
      { provider: "custom_acme", email: ADA }
    ])
    expect(clientOf(clerk).signIn.id).toBeFalsy()
  })

  test("seeds an app with users who have Google accounts", async () => {
    const emulator = await emulate()
    await emulator.reset("new-app")
    const { users, providerAccounts, settings } = await emulator.state()
    const known = users.map(({ email }) => email)

    expect(settings.social.google).toBe(true)
    expect(providerAccounts.map(({ email }) => known.includes(email))).toEqual([true, true, false])
  })
})
