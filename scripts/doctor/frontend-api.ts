import type { BuildEnvironment } from "../build-environment"
import { type Answer, ask, Unreachable } from "./ask"
import { type Finding, needsFix, ok, skipped } from "./finding"
import { examineSettings, type SettingsOfInstance } from "./settings"

/** The part of the instance's public environment that the doctor checks. */
type Environment = SettingsOfInstance & {
  auth_config?: { native_settings?: { api_enabled?: boolean } | null }
  display_config?: { instance_environment_type?: string }
}

export type FrontendApi = {
  findings: Finding[]
  /** The error with which it rejects requests from the extension. `undefined` if it doesn't respond. */
  refusal: { code: string | undefined } | undefined
  /** The IDs of the keys that sign session tokens. */
  keyIds: string[]
}

/** Sends the requests that the extension will send, without changing anything. */
export async function examineFrontendApi(build: BuildEnvironment): Promise<FrontendApi> {
  try {
    const answer = await ask(`${build.frontendApi}/v1/environment`)
    const reached = examineReach(build, answer)
    if (reached.state !== "ok") return { findings: [reached], refusal: undefined, keyIds: [] }
    const environment = answer.body as Environment
    const refusal = await askAsExtension(build)
    return {
      findings: [
        reached,
        ...examineType(build, environment),
        examineNativeApi(build, environment, refusal.code === "native_api_disabled"),
        ...examineSettings(environment, {
          mayUsePasskeys: build.variables.CLERK_PASSKEY_PATTERN !== "",
          hasSso: build.hasSso
        })
      ],
      refusal,
      keyIds: keyIdsIn((await ask(`${build.frontendApi}/.well-known/jwks.json`)).body)
    }
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error
    const finding = needsFix("Frontend API", error.message, reachFix(build))
    return { findings: [finding], refusal: undefined, keyIds: [] }
  }
}

export function keyIdsIn(jwks: unknown): string[] {
  const { keys = [] } = (jwks ?? {}) as { keys?: { kid: string }[] }
  return keys.map(({ kid }) => kid)
}

function examineReach({ frontendApi }: BuildEnvironment, { status, body, code }: Answer): Finding {
  if (status === 200 && body !== undefined && "auth_config" in (body as object)) {
    return ok("Frontend API", `${frontendApi} responds.`)
  }
  if (code === "host_invalid") {
    return needsFix(
      "Frontend API",
      `Clerk has no instance at ${frontendApi}.`,
      "Copy the publishable key again: https://dashboard.clerk.com/~/api-keys"
    )
  }
  if (status === 429 || status >= 500) {
    return skipped(
      "Frontend API",
      `${frontendApi} currently responds with ${status}.`,
      "Try again later, and see https://status.clerk.com."
    )
  }
  return needsFix(
    "Frontend API",
    `${frontendApi} responds with ${status}${code ? ` ${code}` : ""}, which doesn't come from Clerk.`,
    "Check whether a proxy or your network's sign-in page responds instead."
  )
}

function reachFix({ isForEmulator, isForDevelopmentInstance }: BuildEnvironment) {
  if (isForEmulator) return 'Start it with "npm run emulator", or correct CLERK_FRONTEND_API.'
  return isForDevelopmentInstance
    ? "Check your network, and whether you need a proxy."
    : "Check your network, then the instance's DNS records: https://dashboard.clerk.com/~/domains"
}

function examineType(build: BuildEnvironment, { display_config }: Environment): Finding[] {
  const expected = build.isForDevelopmentInstance ? "development" : "production"
  const type = display_config?.instance_environment_type
  if (type === undefined || type === expected) return []
  return [
    needsFix(
      "Publishable key",
      `for a ${expected} instance, but Clerk reports a ${type} instance`,
      "Copy the publishable key again: https://dashboard.clerk.com/~/api-keys"
    )
  ]
}

function examineNativeApi(
  { isForEmulator, frontendApi }: BuildEnvironment,
  { auth_config }: Environment,
  isRefused: boolean
) {
  const where = isForEmulator
    ? `Turn it on in the settings at ${frontendApi}.`
    : "Turn it on: https://dashboard.clerk.com/~/native-applications"
  const isOn = auth_config?.native_settings?.api_enabled
  if (isOn === false || isRefused) return needsFix("Native API", "off, but the extension needs it", where)
  if (isOn) return ok("Native API", "on")
  return skipped("Native API", "Clerk doesn't report whether it's on. The extension needs it.", where)
}

/** Reads the client with the headers that Chrome and the SDK send when the extension changes something. */
async function askAsExtension({ frontendApi, extensionId, isForDevelopmentInstance }: BuildEnvironment) {
  const origin = `chrome-extension://${extensionId}`
  const first = await ask(`${frontendApi}/v1/client`, { headers: { origin } })
  if (first.code !== undefined || isForDevelopmentInstance) return { code: first.code }
  // With a production key, the SDK sends these once there's a client.
  const headers = { origin, authorization: "Bearer doctor" }
  return { code: (await ask(`${frontendApi}/v1/client?_is_native=1`, { headers })).code }
}
