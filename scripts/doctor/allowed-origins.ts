import type { BuildEnvironment } from "../build-environment"
import { UsageError } from "../usage-error"
import type { BackendApi } from "./backend-api"
import { type Finding, notChecked, ok, toFix } from "./finding"
import type { FrontendApi } from "./frontend-api"

const SUBJECT = "Allowed origins"
const COMMAND = "npm run doctor -- --allow-origin"

export const originOf = ({ extensionId }: BuildEnvironment) => `chrome-extension://${extensionId}`

/** Looks whether Clerk accepts the origin that Chrome gives to the requests of the extension. */
export async function examineAllowedOrigins(
  build: BuildEnvironment,
  { refusal }: FrontendApi,
  backendApi: BackendApi | undefined
): Promise<Finding> {
  const origin = originOf(build)
  const origins = await backendApi?.readAllowedOrigins()
  const isListed = origins?.includes(origin)
  const isRefused = refusal?.code !== undefined && /^origin_/.test(refusal.code)
  const isNeeded = !build.isForDevelopmentInstance || build.variables.PLASMO_PUBLIC_CLERK_SYNC_HOST !== ""

  if (isRefused && isListed) {
    return toFix(
      SUBJECT,
      `hold ${origin}, and yet the Frontend API answers it with ${refusal.code}.`,
      "Turn on the Native API too, and try again in a minute: Clerk may not have noticed the change yet."
    )
  }
  if (isRefused) {
    const says = `lack ${origin}: the Frontend API answers it with ${refusal.code}.`
    return toFix(SUBJECT, says, howToAdd(build))
  }
  if (isListed && hasSharedIdInProduction(build)) {
    const says = `hold ${origin}, which is the ID of every copy of this project: anybody's extension may call your instance.`
    return toFix(SUBJECT, says, `Remove it with PATCH /v1/instance. ${OWN_ID}`)
  }
  if (isListed) return ok(SUBJECT, `hold ${origin}.`)
  if (origins && isNeeded) return toFix(SUBJECT, `lack ${origin}.`, howToAdd(build))
  if (refusal && !isNeeded) return ok(SUBJECT, "Clerk takes requests of the extension.")
  if (refusal && build.isForEmulator) return ok(SUBJECT, "The emulator takes requests of the extension.")
  return notChecked(
    SUBJECT,
    refusal
      ? "Clerk does not object to the extension, but shows the list only to who has a secret key."
      : "The Frontend API did not answer.",
    refusal && howToAdd(build)
  )
}

function howToAdd(build: BuildEnvironment) {
  if (build.isForEmulator)
    return `Add it among the settings of ${build.frontendApi}, or leave the list empty.`
  if (hasSharedIdInProduction(build)) return OWN_ID
  return `Run "${COMMAND}", which needs CLERK_SECRET_KEY.`
}

/** How to get an ID that only this extension has. */
export const OWN_ID =
  "Upload the extension once, and copy its public key from the Web Store's Developer Dashboard into CRX_PUBLIC_KEY."

/** Every copy of this project has the development ID, and anybody can load an extension with it unpacked. */
export function hasSharedIdInProduction({
  hasDevelopmentId,
  isForDevelopmentInstance,
  isForEmulator
}: BuildEnvironment) {
  return hasDevelopmentId && !isForDevelopmentInstance && !isForEmulator
}

/**
 * Adds the extension to the allowed origins of the instance, and keeps those that are there.
 *
 * @returns all of them.
 * @throws {UsageError} rather than lose one, or allow the ID that all copies of this project share in production.
 */
export async function allowOrigin(build: BuildEnvironment, backendApi: BackendApi): Promise<string[]> {
  const origin = originOf(build)
  if (hasSharedIdInProduction(build)) {
    throw new UsageError(
      `${origin} was not added: that is the development ID, which every copy of this project has. ${OWN_ID}`
    )
  }
  const before = await backendApi.readAllowedOrigins()
  if (!before) {
    throw new UsageError(
      `Clerk does not tell which origins are allowed now, so ${origin} was not added: the others would be lost. Set all of them with PATCH /v1/instance, as https://clerk.com/docs/guides/sessions/sync-host shows.`
    )
  }
  if (before.includes(origin)) return before
  if (!(await backendApi.writeAllowedOrigins([...before, origin]))) {
    throw new UsageError(`Clerk did not take ${origin} as an allowed origin. Try again later.`)
  }
  const after = (await backendApi.readAllowedOrigins()) ?? []
  const lost = [...before, origin].filter((wanted) => !after.includes(wanted))
  if (lost.length > 0)
    throw new UsageError(`These origins should be allowed now, but are not: ${lost.join(", ")}`)
  return after
}
