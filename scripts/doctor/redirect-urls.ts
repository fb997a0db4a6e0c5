import type { BuildEnvironment } from "../build-environment"
import { UsageError } from "../usage-error"
import { hasSharedIdInProduction, OWN_ID } from "./allowed-origins"
import type { BackendApi } from "./backend-api"
import { type Finding, needsFix, ok, skipped } from "./finding"

const SUBJECT = "Redirect URL"
const COMMAND = "npm run doctor -- --allow-redirect-url"
const DASHBOARD = "https://dashboard.clerk.com/~/native-applications"

/** Where providers redirect to: the same URL as `chrome.identity.getRedirectURL()` returns. */
export const redirectUrlOf = ({ extensionId }: BuildEnvironment) =>
  `https://${extensionId}.chromiumapp.org/sso-callback`

/** Checks whether Clerk may redirect to the extension, in builds with social connections and company SSO. */
export async function examineRedirectUrls(
  build: BuildEnvironment,
  backendApi: BackendApi | undefined
): Promise<Finding[]> {
  if (!build.hasSso) return []
  const url = redirectUrlOf(build)
  const urls = await backendApi?.readRedirectUrls()
  if (urls?.includes(url) && hasSharedIdInProduction(build)) {
    const message = `${url} is allowed, but every copy of this project has that URL, so any copy can receive your users' sign-ins.`
    return [needsFix(SUBJECT, message, `Remove it: ${DASHBOARD}. ${OWN_ID}`)]
  }
  if (urls?.includes(url)) return [ok(SUBJECT, `${url} is allowed.`)]
  if (urls) return [needsFix(SUBJECT, `${url} isn't allowed.`, howToAdd(build))]
  return [skipped(SUBJECT, `Checking whether ${url} is allowed requires the secret key.`, howToAdd(build))]
}

function howToAdd(build: BuildEnvironment) {
  if (build.isForEmulator) return `Add it in the settings at ${build.frontendApi}.`
  if (hasSharedIdInProduction(build)) return OWN_ID
  return `Run "${COMMAND}", which requires CLERK_SECRET_KEY, or add it yourself: ${DASHBOARD}`
}

/**
 * Adds the extension's redirect URL to the ones the instance allows.
 *
 * @throws {UsageError} if Clerk doesn't accept it, or if it belongs to the development ID, in production.
 */
export async function allowRedirectUrl(build: BuildEnvironment, backendApi: BackendApi): Promise<void> {
  const url = redirectUrlOf(build)
  if (hasSharedIdInProduction(build)) {
    throw new UsageError(
      `${url} wasn't added, because it belongs to the development ID, which every copy of this project shares. ${OWN_ID}`
    )
  }
  if ((await backendApi.readRedirectUrls())?.includes(url)) return
  if (await backendApi.addRedirectUrl(url)) return
  throw new UsageError(`Clerk didn't accept ${url}. Try again later, or add it yourself: ${DASHBOARD}`)
}
