import type { BuildEnvironment } from "../build-environment"
import { UsageError } from "../usage-error"
import type { BackendApi } from "./backend-api"
import { type Finding, needsFix, ok, skipped } from "./finding"
import type { FrontendApi } from "./frontend-api"

const SUBJECT = "Allowed origins"
const COMMAND = "npm run doctor -- --allow-origin"

export const originOf = ({ extensionId }: BuildEnvironment) => `chrome-extension://${extensionId}`

/** Checks whether Clerk accepts the origin of the extension's requests. */
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
    return needsFix(
      SUBJECT,
      `${origin} is included, but the Frontend API still rejects it with ${refusal.code}.`,
      "Turn on the Native API too, and try again in a minute: Clerk may not have applied the change yet."
    )
  }
  if (isRefused) {
    const message = `${origin} is missing. The Frontend API rejects it with ${refusal.code}.`
    return needsFix(SUBJECT, message, howToAdd(build))
  }
  if (isListed && hasSharedIdInProduction(build)) {
    const message = `${origin} is included, but every copy of this project has that ID, so any copy can call your instance.`
    return needsFix(SUBJECT, message, `Remove it with PATCH /v1/instance. ${OWN_ID}`)
  }
  if (isListed) return ok(SUBJECT, `${origin} is included.`)
  if (origins && isNeeded) return needsFix(SUBJECT, `${origin} is missing.`, howToAdd(build))
  if (refusal && !isNeeded) return ok(SUBJECT, "Clerk accepts requests from the extension.")
  if (refusal && build.isForEmulator) return ok(SUBJECT, "The emulator accepts requests from the extension.")
  return skipped(
    SUBJECT,
    refusal
      ? "Clerk doesn't reject the extension, but reading the list requires the secret key."
      : "The Frontend API doesn't respond.",
    refusal && howToAdd(build)
  )
}

function howToAdd(build: BuildEnvironment) {
  if (build.isForEmulator) return `Add it in the settings at ${build.frontendApi}, or leave the list empty.`
  if (hasSharedIdInProduction(build)) return OWN_ID
  return `Run "${COMMAND}", which requires CLERK_SECRET_KEY.`
}

/** How to get an ID of your own. */
export const OWN_ID =
  "Upload the extension once, then copy its public key from the Web Store's Developer Dashboard into CRX_PUBLIC_KEY."

/** Every copy of this project has the development ID, and anyone can load an extension with it unpacked. */
export function hasSharedIdInProduction({
  hasDevelopmentId,
  isForDevelopmentInstance,
  isForEmulator
}: BuildEnvironment) {
  return hasDevelopmentId && !isForDevelopmentInstance && !isForEmulator
}

/**
 * Adds the extension to the instance's allowed origins, and keeps the existing ones.
 *
 * @returns all allowed origins.
 * @throws {UsageError} rather than lose an origin, or allow the development ID in production.
 */
export async function allowOrigin(build: BuildEnvironment, backendApi: BackendApi): Promise<string[]> {
  const origin = originOf(build)
  if (hasSharedIdInProduction(build)) {
    throw new UsageError(
      `${origin} wasn't added, because it has the development ID, which every copy of this project shares. ${OWN_ID}`
    )
  }
  const before = await backendApi.readAllowedOrigins()
  if (!before) {
    throw new UsageError(
      `Clerk didn't return the current allowed origins, so ${origin} wasn't added: the others would be lost. Set all of them with PATCH /v1/instance, as in https://clerk.com/docs/guides/sessions/sync-host`
    )
  }
  if (before.includes(origin)) return before
  if (!(await backendApi.writeAllowedOrigins([...before, origin]))) {
    throw new UsageError(`Clerk didn't accept ${origin} as an allowed origin. Try again later.`)
  }
  const after = (await backendApi.readAllowedOrigins()) ?? []
  const lost = [...before, origin].filter((wanted) => !after.includes(wanted))
  if (lost.length > 0)
    throw new UsageError(`These origins should be allowed now, but aren't: ${lost.join(", ")}`)
  return after
}
