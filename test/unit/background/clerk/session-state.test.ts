import { afterEach, expect, test, vi } from "vitest"
import { emulate } from "../../../emulator/support"
import { ownerWithClerk } from "../../../support/owner-with-clerk"

afterEach(() => {
  vi.unstubAllEnvs()
})

/** What pages know of the ways to sign in, when Clerk says this of its users. */
async function signInWith(change: (userSettings: Record<string, Record<string, object>>) => void) {
  const emulator = await emulate()
  const environment = await (await fetch(`${emulator.url}/v1/environment`)).json()
  change(environment.user_settings)
  await emulator.setFaults([
    { match: { method: "GET", path: "/v1/environment" }, times: 10, body: environment }
  ])
  const { owner, snapshot } = await ownerWithClerk(emulator)
  await owner.sync()
  const state = await snapshot()
  return state.status === "signed-out" ? state.instance.signIn : undefined
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
  enabled,
  authenticatable
})

test("pages learn which ways to sign in there are, and which of them this extension has not", async () => {
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
    social: ["Google"],
    others: ["enterprise_sso", "email_link", "web3_wallet"]
  })
})

test("an attribute that signs nobody in is no way to sign in", async () => {
  const signIn = await signInWith(({ attributes }) => {
    Object.assign(attributes ?? {}, {
      phone_number: { ...first("phone_code"), used_for_first_factor: false },
      username: { ...first(), enabled: false }
    })
  })

  expect(signIn).toMatchObject({ identifiers: ["email_address"], social: [], others: [] })
})
