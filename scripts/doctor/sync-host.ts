import type { BuildEnvironment } from "../build-environment"
import { ask, Unreachable } from "./ask"
import { type Finding, notChecked, ok, toFix } from "./finding"

/** Looks whether the extension can share the session of the author's web app. */
export async function examineSyncHost(build: BuildEnvironment): Promise<Finding[]> {
  const syncHost = build.variables.PLASMO_PUBLIC_CLERK_SYNC_HOST
  if (!syncHost) return [ok("Sync host", "There is none: the extension has a session of its own.")]
  return [await examineReach(syncHost), examineCookies(build, new URL(syncHost))]
}

async function examineReach(syncHost: string) {
  try {
    await ask(syncHost)
    return ok("Sync host", `answers at ${syncHost}.`)
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error
    return syncHost.startsWith("http:")
      ? notChecked("Sync host", error.message, "Start your web app.")
      : toFix(
          "Sync host",
          error.message,
          "Correct PLASMO_PUBLIC_CLERK_SYNC_HOST, the address of your web app."
        )
  }
}

/** @see https://clerk.com/docs/guides/how-clerk-works/overview#clerks-cookies-and-tokens-in-detail */
function examineCookies(
  { isForDevelopmentInstance, frontendApi }: BuildEnvironment,
  { hostname, origin }: URL
) {
  if (isForDevelopmentInstance) {
    return notChecked(
      "Cookies",
      `Only a browser sees whether ${origin} sets __clerk_db_jwt for this instance.`,
      "Use the same publishable key in your web app."
    )
  }
  // A production instance has its Frontend API in the domain of the application, as clerk.example.com.
  const api = new URL(frontendApi).hostname
  const domain = api.slice(api.indexOf(".") + 1)
  if (hostname === domain || hostname.endsWith(`.${domain}`)) {
    return ok("Cookies", `${hostname} and ${api}, which sets __client, are both of ${domain}.`)
  }
  return toFix(
    "Cookies",
    `${hostname} is not of ${domain}, the domain of this instance, so both have no session in common.`,
    `Set PLASMO_PUBLIC_CLERK_SYNC_HOST to your web app at ${domain} or one of its subdomains.`
  )
}
