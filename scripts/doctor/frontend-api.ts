import type { BuildEnvironment } from "../build-environment"
import { type Answer, ask, Unreachable } from "./ask"
import { type Finding, notChecked, ok, toFix } from "./finding"
import { examineSettings, type SettingsOfInstance } from "./settings"

/** What the instance tells everybody, as far as it matters here. */
type Environment = SettingsOfInstance & {
  auth_config?: { native_settings?: { api_enabled?: boolean } | null }
  display_config?: { instance_environment_type?: string }
}

export type FrontendApi = {
  findings: Finding[]
  /** The error by which it refuses requests that come from the extension; `undefined` when it does not answer. */
  refusal: { code: string | undefined } | undefined
  /** The IDs of the keys that it signs session tokens with. */
  keyIds: string[]
}

/** Asks what the extension will ask, without leaving anything behind. */
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
    const finding = toFix("Frontend API", error.message, reachFix(build))
    return { findings: [finding], refusal: undefined, keyIds: [] }
  }
}

export function keyIdsIn(jwks: unknown): string[] {
  const { keys = [] } = (jwks ?? {}) as { keys?: { kid: string }[] }
  return keys.map(({ kid }) => kid)
}

function examineReach({ frontendApi }: BuildEnvironment, { status, body, code }: Answer): Finding {
  if (status === 200 && body !== undefined && "auth_config" in (body as object)) {
    return ok("Frontend API", `answers at ${frontendApi}.`)
  }
  if (code === "host_invalid") {
    return toFix(
      "Frontend API",
      `Clerk knows no instance at ${frontendApi}.`,
      "Copy the publishable key again: https://dashboard.clerk.com/~/api-keys"
    )
  }
  if (status === 429 || status >= 500) {
    return notChecked(
      "Frontend API",
      `${frontendApi} answers with ${status} at the moment.`,
      "Try again later; https://status.clerk.com tells more."
    )
  }
  return toFix(
    "Frontend API",
    `${frontendApi} answers with ${status}${code ? ` ${code}` : ""}, which is not what Clerk says.`,
    "Look whether a proxy or a sign-in page of your network stands in between."
  )
}

function reachFix({ isForEmulator, isForDevelopmentInstance }: BuildEnvironment) {
  if (isForEmulator) return 'Start it with "npm run emulator", or correct CLERK_FRONTEND_API.'
  return isForDevelopmentInstance
    ? "Check your network, and whether a proxy is needed."
    : "Check your network, then the DNS records of the instance: https://dashboard.clerk.com/~/domains"
}

function examineType(build: BuildEnvironment, { display_config }: Environment): Finding[] {
  const expected = build.isForDevelopmentInstance ? "development" : "production"
  const type = display_config?.instance_environment_type
  if (type === undefined || type === expected) return []
  return [
    toFix(
      "Publishable key",
      `is that of a ${expected} instance, but Clerk says that this is a ${type} instance.`,
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
    ? `Turn it on among the settings of ${frontendApi}.`
    : "Turn it on: https://dashboard.clerk.com/~/native-applications"
  const isOn = auth_config?.native_settings?.api_enabled
  if (isOn === false || isRefused) return toFix("Native API", "is off, but an extension needs it.", where)
  if (isOn) return ok("Native API", "is on.")
  return notChecked("Native API", "Clerk does not tell whether it is on; an extension needs it.", where)
}

/** Reads the client with the headers that Chrome and the SDK send along when the extension changes something. */
async function askAsExtension({ frontendApi, extensionId, isForDevelopmentInstance }: BuildEnvironment) {
  const origin = `chrome-extension://${extensionId}`
  const first = await ask(`${frontendApi}/v1/client`, { headers: { origin } })
  if (first.code !== undefined || isForDevelopmentInstance) return { code: first.code }
  // With a production key, as soon as there is a client.
  const headers = { origin, authorization: "Bearer doctor" }
  return { code: (await ask(`${frontendApi}/v1/client?_is_native=1`, { headers })).code }
}
