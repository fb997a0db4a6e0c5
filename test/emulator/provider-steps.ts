import { clientOf, given, type loadClerk, request, type TestEmulator } from "./support"

/** Where an extension's window ends. */
export const NATIVE = "https://abcdefghijklmnopabcdefghijklmnop.chromiumapp.org/sso-callback"

type Clerk = Awaited<ReturnType<typeof loadClerk>>

/** What somebody does on a provider's page: chooses an account by its address, or something else. */
type Choice = { email: string } | { error: "access_denied" | "server_error" }

/** Goes through a provider's pages without a browser, and answers with the address of the callback. */
export async function answerProvider(authorizeUrl: string | URL, choice: Choice) {
  const url = new URL(authorizeUrl)
  url.pathname = url.pathname.replace("authorize", "answer")
  const response = await fetch(url, {
    method: "POST",
    body: JSON.stringify("email" in choice ? { ...choice, consent: true } : choice),
    headers: { "content-type": "application/json" }
  })
  const { location } = await response.json()
  return given(location) as string
}

/** Follows the callback, as the provider's browser does, up to the page or application that it leads to. */
export async function follow(callback: string) {
  const response = await fetch(callback, { redirect: "manual" })
  const location = response.headers.get("location")
  return { response, status: response.status, back: location ? new URL(location) : null }
}

export const goThrough = async (authorizeUrl: string | URL, choice: Choice) =>
  given((await follow(await answerProvider(authorizeUrl, choice))).back)

/** Starts a sign-in by a company as an application does, and comes back from it. */
export async function comeBack(clerk: Clerk, choice: Choice, strategy = "oauth_google") {
  const { signIn } = clientOf(clerk)
  await signIn.create({ strategy: strategy as "oauth_google", redirectUrl: NATIVE })
  const back = await goThrough(given(signIn.firstFactorVerification.externalVerificationRedirectURL), choice)
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

export const readAttempt = async (emulator: TestEmulator, path: string, token: string) =>
  (await request(emulator, path, { token })).json()
