import type { BuildEnvironment } from "../build-environment"
import type { Variables } from "../env-files"
import { isLoopback } from "../loopback"
import { type Answer, ask, Unreachable } from "./ask"
import { type Finding, notChecked, ok, toFix } from "./finding"
import { keyIdsIn } from "./frontend-api"

const API = "https://api.clerk.com"
// https://clerk.com/docs/guides/development/upgrading/versioning
const VERSION = "2026-05-12"
const API_KEYS = "https://dashboard.clerk.com/~/api-keys"
const SUBJECT = "Secret key"

/** The instance as somebody with its secret key sees it. */
export type BackendApi = {
  readAllowedOrigins(): Promise<string[] | undefined>
  /** Replaces all of them. */
  writeAllowedOrigins(origins: string[]): Promise<boolean>
  /** Where Clerk may lead back to after SSO, besides the web app. */
  readRedirectUrls(): Promise<string[] | undefined>
  addRedirectUrl(url: string): Promise<boolean>
}

/** @see https://clerk.com/docs/reference/backend/types/backend-instance */
type Instance = { allowed_origins?: string[] | null }
/** @see https://clerk.com/docs/reference/backend/types/backend-redirect-url */
type RedirectUrl = { url?: string }

/** Looks whether there is a secret key, and whether it is that of the instance that the build is for. */
export async function examineSecretKey(
  given: Variables,
  build: BuildEnvironment,
  keyIds: string[]
): Promise<{ finding: Finding; backendApi?: BackendApi }> {
  const secretKey = given.CLERK_SECRET_KEY?.trim()
  const address = given.CLERK_API_URL?.trim() || undefined
  if (build.isForEmulator && !address) {
    return { finding: notChecked(SUBJECT, "The emulator has no Backend API, so none is needed.") }
  }
  if (!secretKey) {
    return {
      finding: notChecked(
        SUBJECT,
        "CLERK_SECRET_KEY is not set, so the settings of the instance cannot be read.",
        `Copy it from ${API_KEYS} into .env, where git and builds leave it out.`
      )
    }
  }
  const type = build.isForDevelopmentInstance ? "development" : "production"
  const wrong = (says: string) => ({
    finding: toFix(SUBJECT, says, `Copy the key of the ${type} instance into CLERK_SECRET_KEY: ${API_KEYS}`)
  })
  const api = apiOf(address)
  if (!api) {
    return {
      finding: toFix(
        SUBJECT,
        `CLERK_API_URL is neither ${API} nor an address of this computer, so the key is not sent.`,
        "Leave it out."
      )
    }
  }
  const prefix = build.isForDevelopmentInstance ? "sk_test_" : "sk_live_"
  if (!secretKey.startsWith(prefix)) {
    return wrong(`CLERK_SECRET_KEY does not start with ${prefix}, as that of a ${type} instance does.`)
  }

  console.log(`Sending CLERK_SECRET_KEY to ${api.host} ...`)
  const request = (path: string, init: RequestInit = {}) =>
    ask(new URL(`/v1${path}`, api), {
      ...init,
      headers: {
        authorization: `Bearer ${secretKey}`,
        "clerk-api-version": VERSION,
        "content-type": "application/json"
      }
    })
  try {
    const answer = await request("/instance")
    if (answer.status === 401 || answer.status === 403)
      return wrong("Clerk does not accept CLERK_SECRET_KEY.")
    if (answer.status !== 200) {
      return { finding: notChecked(SUBJECT, `The Backend API answers with ${told(answer)}.`) }
    }
    if (keyIds.length === 0) {
      return {
        finding: notChecked(SUBJECT, "The Frontend API does not tell whether both are of one instance.")
      }
    }
    // Both APIs name the keys that the instance signs session tokens with.
    const ids = keyIdsIn((await request("/jwks")).body)
    if (!ids.some((id) => keyIds.includes(id))) {
      return wrong("CLERK_SECRET_KEY is that of another instance than the publishable key.")
    }
    return { finding: ok(SUBJECT, "is that of the same instance."), backendApi: backendApi(request) }
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error
    return { finding: notChecked(SUBJECT, error.message, "Check your network.") }
  }
}

/** Clerk's, or a test's on this computer. */
function apiOf(address = API) {
  const url = URL.canParse(address) ? new URL(address) : undefined
  if (!url || url.username || url.password || !/^https?:$/.test(url.protocol)) return undefined
  return url.origin === API || isLoopback(url) ? url : undefined
}

function backendApi(request: (path: string, init?: RequestInit) => Promise<Answer>): BackendApi {
  return {
    readAllowedOrigins: async () => {
      const { status, body } = await request("/instance")
      const { allowed_origins: origins } = (body ?? {}) as Instance
      return status === 200 && origins !== undefined ? (origins ?? []) : undefined
    },
    writeAllowedOrigins: async (origins) => {
      const body = JSON.stringify({ allowed_origins: origins })
      return (await request("/instance", { method: "PATCH", body })).status < 300
    },
    readRedirectUrls: async () => {
      const { status, body } = await request("/redirect_urls?limit=500")
      return status === 200 && Array.isArray(body)
        ? body.flatMap(({ url }: RedirectUrl) => (url === undefined ? [] : [url]))
        : undefined
    },
    addRedirectUrl: async (url) => {
      const body = JSON.stringify({ url })
      return (await request("/redirect_urls", { method: "POST", body })).status < 300
    }
  }
}

const told = ({ status, code }: Answer) => (code ? `${status} ${code}` : String(status))
