import type { BuildEnvironment } from "../build-environment"
import { ask, Unreachable } from "./ask"
import { type Finding, needsFix, ok, skipped } from "./finding"

/** Checks whether the extension can share the session of the author's web app. */
export async function examineSyncHost(build: BuildEnvironment): Promise<Finding[]> {
  const syncHost = build.variables.PLASMO_PUBLIC_CLERK_SYNC_HOST
  if (!syncHost) return [ok("Sync host", "not set, so the extension has its own session")]
  return [await examineReach(syncHost), examineCookies(build, new URL(syncHost))]
}

async function examineReach(syncHost: string) {
  try {
    await ask(syncHost)
    return ok("Sync host", `${syncHost} responds.`)
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error
    return syncHost.startsWith("http:")
      ? skipped("Sync host", error.message, "Start your web app.")
      : needsFix(
          "Sync host",
          error.message,
          "Set PLASMO_PUBLIC_CLERK_SYNC_HOST to the origin of your web app."
        )
  }
}

/** @see https://clerk.com/docs/guides/how-clerk-works/overview#clerks-cookies-and-tokens-in-detail */
function examineCookies(
  { isForDevelopmentInstance, frontendApi }: BuildEnvironment,
  { hostname, origin }: URL
) {
  if (isForDevelopmentInstance) {
    return skipped(
      "Cookies",
      `Only a browser can check whether ${origin} sets __clerk_db_jwt for this instance.`,
      "Use the same publishable key in your web app."
    )
  }
  // The Frontend API of a production instance is in the app's domain, such as clerk.example.com.
  const api = new URL(frontendApi).hostname
  const domain = api.slice(api.indexOf(".") + 1)
  if (hostname === domain || hostname.endsWith(`.${domain}`)) {
    return ok("Cookies", `${hostname} and ${api}, which sets __client, are both in ${domain}.`)
  }
  return needsFix(
    "Cookies",
    `${hostname} isn't in ${domain}, this instance's domain, so the extension can't share its session.`,
    `Set PLASMO_PUBLIC_CLERK_SYNC_HOST to your web app at ${domain} or one of its subdomains.`
  )
}
