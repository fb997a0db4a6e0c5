import type { BuildEnvironment } from "../build-environment"
import { UsageError } from "../usage-error"
import { hasSharedIdInProduction, OWN_ID } from "./allowed-origins"
import type { BackendApi } from "./backend-api"
import { type Finding, notChecked, ok, toFix } from "./finding"

const SUBJECT = "Redirect address"
const COMMAND = "npm run doctor -- --allow-redirect-url"
const DASHBOARD = "https://dashboard.clerk.com/~/native-applications"

/** Where providers lead back to, as `chrome.identity.getRedirectURL()` says it. */
export const redirectUrlOf = ({ extensionId }: BuildEnvironment) =>
  `https://${extensionId}.chromiumapp.org/sso-callback`

/** Looks whether Clerk leads back to the extension, where people sign in with social connections or their company's SSO. */
export async function examineRedirectUrls(
  build: BuildEnvironment,
  backendApi: BackendApi | undefined
): Promise<Finding[]> {
  if (!build.hasSso) return []
  const url = redirectUrlOf(build)
  const urls = await backendApi?.readRedirectUrls()
  if (urls?.includes(url) && hasSharedIdInProduction(build)) {
    const says = `${url} is allowed, and every copy of this project has it: anybody's extension gets the sign-ins that lead there.`
    return [toFix(SUBJECT, says, `Remove it: ${DASHBOARD}. ${OWN_ID}`)]
  }
  if (urls?.includes(url)) return [ok(SUBJECT, `${url} is allowed.`)]
  if (urls) return [toFix(SUBJECT, `${url} isn't allowed.`, howToAdd(build))]
  return [notChecked(SUBJECT, `Only the secret key shows whether ${url} is allowed.`, howToAdd(build))]
}

function howToAdd(build: BuildEnvironment) {
  if (build.isForEmulator) return `Add it among the settings of ${build.frontendApi}.`
  if (hasSharedIdInProduction(build)) return OWN_ID
  return `Run "${COMMAND}", which needs CLERK_SECRET_KEY, or add it yourself: ${DASHBOARD}`
}

/**
 * Adds the extension's redirect address to those that the instance allows.
 *
 * @throws {UsageError} when Clerk doesn't take it, or, in production, when it belongs to the ID that all copies of this project share.
 */
export async function allowRedirectUrl(build: BuildEnvironment, backendApi: BackendApi): Promise<void> {
  const url = redirectUrlOf(build)
  if (hasSharedIdInProduction(build)) {
    throw new UsageError(
      `${url} was not added: it belongs to the development ID, which every copy of this project has. ${OWN_ID}`
    )
  }
  if ((await backendApi.readRedirectUrls())?.includes(url)) return
  if (await backendApi.addRedirectUrl(url)) return
  throw new UsageError(`Clerk did not take ${url}. Try again later, or add it yourself: ${DASHBOARD}`)
}
