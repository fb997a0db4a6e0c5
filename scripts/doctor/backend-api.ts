import type { BuildEnvironment } from "../build-environment"
import type { Variables } from "../env-files"
import { isLoopback } from "../loopback"
import { type Answer, ask, Unreachable } from "./ask"
import { type Finding, needsFix, ok, skipped } from "./finding"
import { keyIdsIn } from "./frontend-api"

const API = "https://api.clerk.com"
// https://clerk.com/docs/guides/development/upgrading/versioning
const VERSION = "2026-05-12"
const API_KEYS = "https://dashboard.clerk.com/~/api-keys"
const SUBJECT = "Secret key"

/** The settings of the instance that require its secret key. */
export type BackendApi = {
  readAllowedOrigins(): Promise<string[] | undefined>
  /** Replaces all allowed origins. */
  writeAllowedOrigins(origins: string[]): Promise<boolean>
  /** Where Clerk may redirect to after SSO, besides the web app. */
  readRedirectUrls(): Promise<string[] | undefined>
  addRedirectUrl(url: string): Promise<boolean>
}

/** @see https://clerk.com/docs/reference/backend/types/backend-instance */
type Instance = { allowed_origins?: string[] | null }
/** @see https://clerk.com/docs/reference/backend/types/backend-redirect-url */
type RedirectUrl = { url?: string }

/** Checks whether there's a secret key, and whether it belongs to the build's instance. */
export async function examineSecretKey(
  given: Variables,
  build: BuildEnvironment,
  keyIds: string[]
): Promise<{ finding: Finding; backendApi?: BackendApi }> {
  const secretKey = given.CLERK_SECRET_KEY?.trim()
  const address = given.CLERK_API_URL?.trim() || undefined
  if (build.isForEmulator && !address) {
    return { finding: skipped(SUBJECT, "The emulator has no settings that need a key.") }
  }
  if (!secretKey) {
    return {
      finding: skipped(
        SUBJECT,
        "CLERK_SECRET_KEY isn't set, so the doctor can't read the instance's settings.",
        `Copy it from ${API_KEYS} into .env. Git ignores that file, and builds leave the key out.`
      )
    }
  }
  const type = build.isForDevelopmentInstance ? "development" : "production"
  const wrong = (message: string) => ({
    finding: needsFix(
      SUBJECT,
      message,
      `Copy the key of the ${type} instance into CLERK_SECRET_KEY: ${API_KEYS}`
    )
  })
  const api = apiOf(address)
  if (!api) {
    return {
      finding: needsFix(
        SUBJECT,
        `CLERK_API_URL is neither ${API} nor a local address, so the key wasn't sent.`,
        "Leave CLERK_API_URL out."
      )
    }
  }
  const prefix = build.isForDevelopmentInstance ? "sk_test_" : "sk_live_"
  if (!secretKey.startsWith(prefix)) {
    return wrong(`CLERK_SECRET_KEY doesn't start with ${prefix}, as it should for a ${type} instance.`)
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
    if (answer.status === 401 || answer.status === 403) return wrong("Clerk rejects CLERK_SECRET_KEY.")
    if (answer.status !== 200) {
      return { finding: skipped(SUBJECT, `The Backend API responds with ${summaryOf(answer)}.`) }
    }
    if (keyIds.length === 0) {
      return {
        finding: skipped(
          SUBJECT,
          "The Frontend API didn't return its keys, so the doctor can't compare the instances."
        )
      }
    }
    // Both APIs return the keys that the instance signs session tokens with.
    const ids = keyIdsIn((await request("/jwks")).body)
    if (!ids.some((id) => keyIds.includes(id))) {
      return wrong("CLERK_SECRET_KEY belongs to a different instance than the publishable key.")
    }
    return {
      finding: ok(SUBJECT, "for the same instance as the publishable key"),
      backendApi: backendApi(request)
    }
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error
    return { finding: skipped(SUBJECT, error.message, "Check your network.") }
  }
}

/** Clerk's Backend API, or a test's on this computer. */
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

const summaryOf = ({ status, code }: Answer) => (code ? `${status} ${code}` : String(status))
