// @vitest-environment happy-dom
import { renderToStaticMarkup } from "react-dom/server"
import { beforeEach, describe, expect, test, vi } from "vitest"
import { Active } from "~screens/session-view/active"
import { OtherWays } from "~screens/sign-in/other-ways"
import { ProviderIcon } from "~screens/sign-in/provider-icon"
import { SignIn } from "~screens/sign-in/sign-in"
import type { KnownSession, SignedOut } from "~session/snapshot"
import { installFakeChrome } from "../../support/fake-chrome"
import { answered, answerMessages, mount } from "../../support/mount"
import { active, signedOut } from "../../support/sessions"
import { text } from "../../support/texts"

const google = { strategy: "oauth_google", name: "Google" } as const
const microsoft = { strategy: "oauth_microsoft", name: "Microsoft" } as const
const acme = { strategy: "oauth_custom_acme", name: "Acme ID" } as const
const withGoogle = text("continueWith", "Google")

beforeEach(() => {
  installFakeChrome()
  vi.stubEnv("PLASMO_PUBLIC_CLERK_SSO", "on")
})

function formWith(
  signIn: Partial<SignedOut["instance"]["signIn"]>,
  rest: Partial<SignedOut> = {}
): SignedOut {
  const session = signedOut()
  return {
    ...session,
    instance: { ...session.instance, signIn: { ...session.instance.signIn, ...signIn } },
    ...rest
  }
}

async function show(session: KnownSession) {
  const drafts = {}
  const page = await mount(<SignIn session={session} drafts={drafts} />)
  const buttons = () =>
    [...document.querySelectorAll("button")].map(
      (button) => button.getAttribute("aria-label") ?? button.textContent
    )
  return {
    ...page,
    buttons,
    show: (next: KnownSession) => page.render(<SignIn session={next} drafts={drafts} />)
  }
}

describe("the form", () => {
  test("has a button for each provider, before everything else, and sends which one was pressed", async () => {
    const asked = answerMessages({ "start-sso": () => answered(undefined) })
    const page = await show(formWith({ social: [google, microsoft] }))
    expect(page.buttons().slice(0, 2)).toEqual([withGoogle, text("continueWith", "Microsoft")])

    await page.press(text("continueWith", "Microsoft"))

    expect(asked).toEqual([{ name: "start-sso", body: { for: "sign-in", strategy: "oauth_microsoft" } }])
  })

  test("shows only names if there are many, but describes what each does", async () => {
    const page = await show(formWith({ social: [acme, google, microsoft] }))

    expect(page.buttons().slice(0, 3)).toEqual([
      text("continueWith", "Acme ID"),
      withGoogle,
      text("continueWith", "Microsoft")
    ])
    expect(page.text()).not.toContain(withGoogle)
  })

  test("marks the last used one", async () => {
    await show(formWith({ social: [google, microsoft] }, { lastStrategy: "oauth_google" }))

    const button = [...document.querySelectorAll("button")].find(
      ({ textContent }) => textContent === withGoogle
    )
    const mark = document.getElementById(button?.getAttribute("aria-describedby") ?? "")
    expect(mark?.textContent).toBe(text("lastUsed"))
  })

  test("asks for nothing else if there's nothing else", async () => {
    await show(formWith({ password: false, codes: [], social: [google] }))

    expect(document.querySelector("input")).toBeNull()
  })

  test("asks for the email address if only companies have a way in", async () => {
    await show(formWith({ identifiers: [], password: false, codes: [], others: ["enterprise_sso"] }))

    expect(document.querySelector('input[name="identifier"]')?.getAttribute("type")).toBe("email")
  })

  test("of a sign-up includes the user's consent", async () => {
    const asked = answerMessages({ "start-sso": () => answered(undefined) })
    const session = formWith({ social: [google] })
    const legalConsent = { termsUrl: "https://example.com/terms", privacyPolicyUrl: null }
    Object.assign(session.instance, { signUp: { ...session.instance.signUp, legalConsent } })
    const page = await show(session)
    await page.press(text("createAccount"))

    await page.press(withGoogle)
    document.querySelector<HTMLInputElement>('[name="legalAccepted"]')?.click()
    await page.press(withGoogle)

    expect(asked.map(({ body }) => body)).toEqual([
      { for: "sign-up", strategy: "oauth_google" },
      { for: "sign-up", strategy: "oauth_google", legalAccepted: true }
    ])
  })

  test("of a build without it has no button", async () => {
    vi.stubEnv("PLASMO_PUBLIC_CLERK_SSO", "")

    const page = await show(formWith({ social: [google] }))

    expect(page.buttons()).not.toContain(withGoogle)
    expect(page.text()).toContain(text("othersByCode", "Google"))
  })
})

test("what needs the web is shown apart from what works here", () => {
  const { instance } = formWith({ social: [google], others: ["enterprise_sso", "email_link"] })

  expect(renderToStaticMarkup(<OtherWays instance={instance} />)).toBe(
    `<p>${text("othersByCode", text("byEmailLink"))}</p>`
  )
})

describe("the reason for a failure", () => {
  const failure = { code: "rejected", traceId: null, offer: null } as const
  const first = { ...failure, id: "1", message: "Google didn't answer." }
  const second = { ...failure, id: "2", message: "Google refused." }

  test("shows until the user tries something else, and again when that fails too", async () => {
    answerMessages({ "start-sso": () => answered(undefined) })
    const session = formWith({ social: [google] })
    const page = await show({ ...session, ssoFailure: first })
    expect(page.text()).toContain(first.message)

    await page.press(withGoogle)
    expect(page.text()).not.toContain(first.message)
    await page.show({ ...session, ssoFailure: second })

    expect(page.text()).toContain(second.message)
  })

  test("disappears when another form opens", async () => {
    const page = await show(formWith({ social: [google] }, { ssoFailure: first }))

    await page.press(text("createAccount"))

    expect(page.text()).not.toContain(first.message)
  })

  test("offers what the user can do instead", async () => {
    const page = await show(formWith({ social: [google] }, { ssoFailure: { ...first, offer: "sign-up" } }))

    expect(page.buttons().filter((name) => name === text("createAccount"))).toHaveLength(2)
  })
})

test("shows where the account was being added, not in the account that is signed in", async () => {
  const session = active()
  const instance = { ...session.instance, isMultiSession: true }
  const ssoFailure = {
    id: "1",
    code: "rejected",
    message: "Google refused.",
    traceId: null,
    offer: null
  } as const
  const back = text("backTo", session.user.fullName ?? "")

  const failed = await mount(<Active session={{ ...session, instance, ssoFailure }}>{null}</Active>)
  expect(failed.text()).toContain(back)
  const other = await mount(<Active session={{ ...session, instance }}>{null}</Active>)

  expect(other.text()).not.toContain(back)
})

const attempt = {
  kind: "sign-in" as const,
  id: "sia_1",
  identifier: "kim@acme.com",
  factors: [],
  secondFactors: []
}

test("while the window is open, the step leads to it or cancels, and wakes the worker", async () => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] })
  const asked = answerMessages({
    "sync-session": () => answered(undefined),
    "show-sso-window": () => answered(undefined),
    "cancel-sso": () => answered(undefined)
  })
  const page = await show({
    ...signedOut(),
    attempt: { ...attempt, step: "sso", provider: "Google", isFinishing: false }
  })

  await page.press(text("showWindow"))
  await page.press(text("cancel"))
  await vi.advanceTimersByTimeAsync(5_000)

  expect(asked.map(({ name }) => name)).toEqual([
    "sync-session",
    "show-sso-window",
    "cancel-sso",
    "sync-session"
  ])
  vi.useRealTimers()
})

test("once the provider has redirected back, the user can't cancel any more", async () => {
  answerMessages({ "sync-session": () => answered(undefined) })

  const page = await show({
    ...signedOut(),
    attempt: { ...attempt, step: "sso", provider: "Google", isFinishing: true }
  })

  expect(page.text()).toContain(text("ssoFinishing", "Google"))
  expect(page.buttons()).toEqual([])
})

test("an account with several companies lets the user choose, and continues the same sign-in", async () => {
  const asked = answerMessages({ "start-sso": () => answered(undefined) })
  const one = { strategy: "enterprise_sso", name: "Acme Login", connectionId: "ec_1" } as const
  const other = { strategy: "enterprise_sso", name: "Acme Europe", connectionId: "ec_2" } as const
  const page = await show({
    ...signedOut(),
    attempt: { ...attempt, step: "first-factor", sent: null, factors: [one, other] }
  })

  await page.press(text("continueWith", "Acme Europe"))
  await page.press(text("continueWith", "Acme Login"))

  expect(asked.map(({ body }) => body)).toEqual([
    { for: "first-factor", connectionId: "ec_2" },
    { for: "first-factor", connectionId: "ec_1" }
  ])
})

test("an account with Google is led there with its address", async () => {
  const asked = answerMessages({ "start-sso": () => answered(undefined) })
  const page = await show({
    ...signedOut(),
    attempt: {
      ...attempt,
      step: "first-factor",
      sent: null,
      factors: [{ strategy: "password" }, { ...google, connectionId: null }]
    }
  })

  await page.press(withGoogle)

  expect(asked).toEqual([
    { name: "start-sso", body: { for: "sign-in", strategy: "oauth_google", identifier: "kim@acme.com" } }
  ])
})

test("a sign-up whose address belongs to a company leads to its SSO", async () => {
  const asked = answerMessages({ "start-sso": () => answered(undefined) })
  const page = await show({
    ...signedOut(),
    attempt: { kind: "sign-up", id: "sua_1", given: { emailAddress: "kim@acme.com" }, step: "enterprise-sso" }
  })
  expect(page.text()).toContain(text("enterpriseSsoReason", "kim@acme.com"))

  await page.press(text("continueWithCompany"))

  expect(asked).toEqual([{ name: "start-sso", body: { for: "sign-up", strategy: "enterprise_sso" } }])
})

test("a provider doesn't get a phone number or username", async () => {
  const asked = answerMessages({ "start-sso": () => answered(undefined) })
  const factors = [{ ...google, connectionId: null }]
  const page = await show({
    ...signedOut(),
    attempt: { ...attempt, identifier: "+15555550100", step: "first-factor", sent: null, factors }
  })

  await page.press(withGoogle)

  expect(asked[0]?.body).toEqual({ for: "sign-in", strategy: "oauth_google" })
})

test("an account that only a provider can create has no form of its own", async () => {
  const session = formWith({ password: false, codes: [], social: [google] })
  const fields = { ...session.instance.signUp.fields, emailAddress: "off" as const }
  Object.assign(session.instance, { signUp: { ...session.instance.signUp, fields } })
  const page = await show(session)
  await page.press(text("createAccount"))

  expect(document.querySelector("input")).toBeNull()
  expect(page.buttons()).toContain(withGoogle)
})

test.for([true, false])("what a sign-up still needs, a provider may supply: %s", async (mayUseSocial) => {
  const page = await show({
    ...formWith({ social: [google] }),
    attempt: {
      kind: "sign-up",
      id: "sua_1",
      given: {},
      step: "missing-fields",
      missing: ["emailAddress"],
      mayUseSocial
    }
  })

  expect(page.buttons().includes(withGoogle)).toBe(mayUseSocial)
})

test("a provider without a logo gets its first letter, even beyond Unicode's basic plane", () => {
  expect(renderToStaticMarkup(<ProviderIcon strategy="oauth_custom_x" name="𝒜cme" />)).toContain('"𝒜"')
  expect(renderToStaticMarkup(<ProviderIcon {...google} />)).toContain("<svg")
  expect(renderToStaticMarkup(<ProviderIcon {...microsoft} />)).toContain("<svg")
})
