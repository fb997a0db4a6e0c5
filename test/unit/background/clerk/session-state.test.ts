import { afterEach, expect, test, vi } from "vitest"
import { emulate } from "../../../emulator/support"
import { ownerWithClerk } from "../../../support/owner-with-clerk"

afterEach(() => {
  vi.unstubAllEnvs()
})

/** The ways to sign in that pages get for these user settings from Clerk. */
async function signInWith(change: (userSettings: Record<string, Record<string, object>>) => void) {
  return (await instanceWith(({ user_settings }) => change(user_settings)))?.signIn
}

type Environment = {
  user_settings: Record<string, Record<string, object>>
  display_config: Record<string, unknown>
}

async function instanceWith(change: (environment: Environment) => void) {
  const emulator = await emulate()
  const environment = await (await fetch(`${emulator.url}/v1/environment`)).json()
  change(environment)
  await emulator.setFaults([
    { match: { method: "GET", path: "/v1/environment" }, times: 10, body: environment }
  ])
  const { owner, snapshot } = await ownerWithClerk(emulator)
  await owner.sync()
  const state = await snapshot()
  return state.status === "signed-out" ? state.instance : undefined
}

const first = (...first_factors: string[]) => ({
  enabled: true,
  used_for_first_factor: true,
  first_factors,
  second_factors: [],
  verifications: []
})
const company = (name: string, enabled: boolean, authenticatable: boolean) => ({
  name,
  strategy: `oauth_${name.toLowerCase()}`,
  enabled,
  authenticatable
})

test("pages learn which ways to sign in there are, and which of them this extension doesn't have", async () => {
  const signIn = await signInWith(({ attributes, social, enterprise_sso }) => {
    Object.assign(attributes ?? {}, {
      email_address: first("email_code", "email_link"),
      phone_number: first("phone_code"),
      username: first(),
      passkey: first("passkey"),
      web3_wallet: first("web3_metamask_signature")
    })
    Object.assign(enterprise_sso ?? {}, { enabled: true })
    Object.assign(social ?? {}, {
      oauth_google: company("Google", true, true),
      oauth_github: company("GitHub", false, true),
      oauth_notion: company("Notion", true, false)
    })
  })

  expect(signIn).toEqual({
    identifiers: ["email_address", "username", "phone_number"],
    password: true,
    codes: ["email_code", "phone_code"],
    passkey: "button",
    prefersCode: false,
    social: [{ strategy: "oauth_google", name: "Google" }],
    others: ["enterprise_sso", "email_link", "web3_wallet"]
  })
})

test("social connections come in the order of Clerk's components, including an author's own", async () => {
  const signIn = await signInWith(({ social }) => {
    Object.assign(social ?? {}, {
      oauth_microsoft: company("Microsoft", true, true),
      oauth_google: company("Google", true, true),
      oauth_custom_acme: { ...company("Acme\u202e ID", true, true), strategy: "oauth_custom_acme" },
      oauth_nameless: { ...company("", true, true), strategy: "oauth_nameless" },
      saml: { ...company("SAML", true, true), strategy: "saml" }
    })
  })

  expect(signIn?.social).toEqual([
    { strategy: "oauth_custom_acme", name: "Acme ID" },
    { strategy: "oauth_google", name: "Google" },
    { strategy: "oauth_microsoft", name: "Microsoft" },
    { strategy: "oauth_nameless", name: "nameless" }
  ])
})

test("an attribute that nobody signs in with is not a way to sign in", async () => {
  const signIn = await signInWith(({ attributes }) => {
    Object.assign(attributes ?? {}, {
      phone_number: { ...first("phone_code"), used_for_first_factor: false },
      username: { ...first(), enabled: false }
    })
  })

  expect(signIn).toMatchObject({ identifiers: ["email_address"], social: [], others: [] })
})

test("an instance's names and links are checked", async () => {
  const instance = await instanceWith(({ display_config, user_settings }) => {
    Object.assign(display_config, {
      application_name: "\u202eNorth\u200bwind",
      home_url: "javascript:alert(1)",
      terms_url: "http://app.example.com/terms",
      privacy_policy_url: "https://app.example.com/privacy"
    })
    Object.assign(user_settings.sign_up ?? {}, { legal_consent_enabled: true })
  })

  expect(instance).toMatchObject({
    applicationName: "Northwind",
    homeUrl: null,
    signUp: { legalConsent: { termsUrl: null, privacyPolicyUrl: "https://app.example.com/privacy" } }
  })
})

test("an instance's color and logo reach the pages, if they're a color, and a picture that pages may load", async () => {
  const brandOf = async (color: unknown, logo_image_url: unknown) => {
    const instance = await instanceWith(({ display_config }) => {
      Object.assign(display_config, { theme: { general: { color } }, logo_image_url })
    })
    return instance?.brand
  }
  const nothing = { color: null, logoUrl: null }

  expect(await brandOf("#B4235A", "https://img.clerk.com/logo")).toEqual({
    color: "#b4235a",
    logoUrl: "https://img.clerk.com/logo"
  })
  expect(await brandOf("#b25", null)).toEqual({ color: "#b25", logoUrl: null })
  // Every instance has it until its owner chooses another.
  expect(await brandOf("#6C47FF", "")).toEqual(nothing)
  expect(await brandOf("#fff;}body{display:none", "https://img.clerk.com.example.com/logo")).toEqual(nothing)
  expect(await brandOf({ hex: "#ffffff" }, "http://img.clerk.com/logo")).toEqual(nothing)
  expect(await brandOf("#fff8\n", "data:image/png;base64,AAAA")).toEqual(nothing)
})

test("an instance without a theme has no color", async () => {
  const instance = await instanceWith(({ display_config }) => {
    Object.assign(display_config, { theme: null })
  })

  expect(instance?.brand.color).toBeNull()
})
