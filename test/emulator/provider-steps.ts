import type { SettingsPatch } from "../../emulator/model/settings"
import type { NewUser } from "../support/emulator-client"
import { clientOf, emulate, given, loadClerk, PASSWORD, type TestEmulator } from "./support"

export const ADA = "ada@acme.com"

/** Where an extension's window ends. */
export const NATIVE = "https://abcdefghijklmnopabcdefghijklmnop.chromiumapp.org/sso-callback"

export const CONNECTION = { id: "ec_acme", domain: "acme.com", name: "Acme Inc" }

type Clerk = Awaited<ReturnType<typeof loadClerk>>

/** What a user does on a provider's page: chooses an account by its address, or something else. */
export type Choice = { email: string } | { error: "access_denied" | "server_error" }

/** An app with Google, where Ada has an account, and an SDK that comes back as an application does. */
export async function begin(
  settings: SettingsPatch = {},
  user: Partial<NewUser> | null = {},
  instance: "development" | "production" = "development"
) {
  const emulator = await emulate({ instance })
  await emulator.changeSettings({
    deviceTrust: { enabled: false },
    social: { google: true },
    redirectUrls: [NATIVE],
    ...settings
  })
  const ada = user && (await emulator.addUser({ email: ADA, password: PASSWORD, firstName: "Ada", ...user }))
  const stored: { token?: string } = {}
  return { emulator, ada, stored, clerk: await loadClerk(emulator, stored) }
}

export async function addAccount(emulator: TestEmulator, account: object): Promise<{ id: string }> {
  const response = await emulator.call("POST", "/provider-accounts", account)
  if (!response.ok) throw new Error(await response.text())
  return response.json()
}

/** Goes through a provider's pages without a browser, and returns the callback's address. */
export async function answerProvider(authorizeUrl: string | URL | null, choice: Choice): Promise<string> {
  const url = new URL(given(authorizeUrl))
  url.pathname = url.pathname.replace("authorize", "answer")
  const response = await fetch(url, {
    method: "POST",
    body: JSON.stringify("email" in choice ? { ...choice, consent: true } : choice),
    headers: { "content-type": "application/json" }
  })
  return given((await response.json()).location)
}

/** Follows the callback, as the provider's browser does, to the page or application that it leads to. */
export async function follow(callback: string | URL) {
  const response = await fetch(callback, { redirect: "manual" })
  const location = response.headers.get("location")
  const text = await response.text()
  const code = text ? JSON.parse(text).errors?.[0].code : undefined
  return {
    status: response.status,
    headers: response.headers,
    code,
    back: location ? new URL(location) : null
  }
}

export const goThrough = async (authorizeUrl: string | URL | null, choice: Choice) =>
  given((await follow(await answerProvider(authorizeUrl, choice))).back)

/** Signs in through a social connection as an application does. */
export async function comeBack(clerk: Clerk, choice: Choice, strategy = "oauth_google") {
  const { signIn } = clientOf(clerk)
  await signIn.create({ strategy: strategy as "oauth_google", redirectUrl: NATIVE })
  const back = await goThrough(signIn.firstFactorVerification.externalVerificationRedirectURL, choice)
  await reload(signIn, back)
  return { back, signIn }
}

/** Signs up through a social connection as an application does. */
export async function comeBackUp(clerk: Clerk, choice: Choice, fields: object = {}) {
  const { signUp } = clientOf(clerk)
  await signUp.create({ strategy: "oauth_google", redirectUrl: NATIVE, ...fields })
  const { externalVerificationRedirectURL } = signUp.verifications.externalAccount
  const back = await goThrough(externalVerificationRedirectURL, choice)
  await reload(signUp, back)
  return { back, signUp }
}

/** Signs in through a company's single sign-on. */
export async function comeBackFromCompany(clerk: Clerk, identifier: string, choice: Choice) {
  const { signIn } = clientOf(clerk)
  await signIn.create({ strategy: "enterprise_sso", identifier, redirectUrl: NATIVE })
  const back = await goThrough(signIn.firstFactorVerification.externalVerificationRedirectURL, choice)
  await reload(signIn, back)
  return { back, signIn }
}

/** Reads the attempt, with the nonce if there is one. */
export async function reload(
  attempt: { reload(parameters?: { rotatingTokenNonce?: string }): Promise<unknown> },
  back: URL
) {
  const rotatingTokenNonce = back.searchParams.get("rotating_token_nonce")
  await attempt.reload(rotatingTokenNonce ? { rotatingTokenNonce } : {})
}

export const outcomeOf = ({ searchParams }: URL) => Object.fromEntries(searchParams)

export const activate = (clerk: Clerk, sessionId: string | null) =>
  clerk.setActive({ session: given(sessionId), navigate: () => {} })

export const failure = (code: string) => ({ __clerk_status: "failed", __clerk_error_code: code })
