import { type BuildEnvironment, resolveBuildEnvironment } from "../build-environment"
import type { Variables } from "../env-files"
import { UsageError } from "../usage-error"
import { type Finding, notChecked, ok, toFix } from "./finding"

const KEY = "PLASMO_PUBLIC_CLERK_PUBLISHABLE_KEY"
const OTHERS = [
  "CLERK_FRONTEND_API",
  "CRX_PUBLIC_KEY",
  "PLASMO_PUBLIC_CLERK_SYNC_HOST",
  "PLASMO_PUBLIC_CLERK_SIGNED_IN_UNTIL",
  "CLERK_PASSKEY_DOMAIN",
  "PLASMO_PUBLIC_API_URL"
]

/** Looks at the variables as a build does, but goes on after the first that is wrong. */
export function examineConfiguration(given: Variables): {
  findings: Finding[]
  /** `undefined` when a build would not start. */
  environment: BuildEnvironment | undefined
} {
  const wrongKey = problemWith(given, [KEY])
  if (wrongKey) return { findings: [toFix("Publishable key", wrongKey)], environment: undefined }

  const wrong = OTHERS.flatMap((name) => {
    const problem = problemWith(given, [KEY, name])
    return problem ? [toFix(name, problem)] : []
  })
  const problem = problemWith(given, Object.keys(given))
  if (problem) {
    return { findings: wrong.length > 0 ? wrong : [toFix("Variables", problem)], environment: undefined }
  }
  const environment = resolveBuildEnvironment(given)
  return { findings: [examineKey(environment), examineId(environment)], environment }
}

function problemWith(given: Variables, names: string[]): string | undefined {
  try {
    resolveBuildEnvironment(Object.fromEntries(names.map((name) => [name, given[name]])))
    return undefined
  } catch (error) {
    if (error instanceof UsageError) return error.message
    throw error
  }
}

function examineKey({ isForEmulator, isForDevelopmentInstance }: BuildEnvironment) {
  const type = isForDevelopmentInstance ? "a development" : "a production"
  return ok("Publishable key", `is that of ${type} instance${isForEmulator ? " of the emulator" : ""}.`)
}

function examineId({
  extensionId,
  hasDevelopmentId,
  isForDevelopmentInstance,
  isForEmulator
}: BuildEnvironment) {
  if (!hasDevelopmentId) return ok("Extension ID", `is ${extensionId}, as CRX_PUBLIC_KEY makes it.`)
  if (isForDevelopmentInstance || isForEmulator) {
    return ok("Extension ID", `is ${extensionId}, by the development key of this project.`)
  }
  return notChecked(
    "Extension ID",
    `is ${extensionId} here, by the development key of this project, but the Web Store gives users another.`,
    "After the first upload, copy the public key from its Developer Dashboard into CRX_PUBLIC_KEY."
  )
}
