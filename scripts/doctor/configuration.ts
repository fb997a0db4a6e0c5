import { type BuildEnvironment, resolveBuildEnvironment } from "../build-environment"
import type { Variables } from "../env-files"
import { UsageError } from "../usage-error"
import { type Finding, needsFix, ok, skipped } from "./finding"

const KEY = "PLASMO_PUBLIC_CLERK_PUBLISHABLE_KEY"
const OTHERS = [
  "CLERK_FRONTEND_API",
  "CRX_PUBLIC_KEY",
  "PLASMO_PUBLIC_CLERK_SYNC_HOST",
  "PLASMO_PUBLIC_CLERK_SIGNED_IN_UNTIL",
  "CLERK_PASSKEY_DOMAIN",
  "PLASMO_PUBLIC_API_URL"
]

/** Checks the variables as a build does, but continues after the first wrong one. */
export function examineConfiguration(given: Variables): {
  findings: Finding[]
  /** `undefined` if a build wouldn't start. */
  environment: BuildEnvironment | undefined
} {
  const wrongKey = problemWith(given, [KEY])
  if (wrongKey) return { findings: [needsFix("Publishable key", wrongKey)], environment: undefined }

  const wrong = OTHERS.flatMap((name) => {
    const problem = problemWith(given, [KEY, name])
    return problem ? [needsFix(name, problem)] : []
  })
  const problem = problemWith(given, Object.keys(given))
  if (problem) {
    return { findings: wrong.length > 0 ? wrong : [needsFix("Variables", problem)], environment: undefined }
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
  const type = isForDevelopmentInstance ? "development" : "production"
  return ok("Publishable key", `for a ${type} instance${isForEmulator ? " of the emulator" : ""}`)
}

function examineId({
  extensionId,
  hasDevelopmentId,
  isForDevelopmentInstance,
  isForEmulator
}: BuildEnvironment) {
  if (!hasDevelopmentId) return ok("Extension ID", `${extensionId}, from CRX_PUBLIC_KEY`)
  if (isForDevelopmentInstance || isForEmulator) {
    return ok("Extension ID", `${extensionId}, from this project's development key`)
  }
  return skipped(
    "Extension ID",
    `${extensionId} here, from this project's development key. The Web Store assigns a different ID.`,
    "After the first upload, copy the public key from the Developer Dashboard into CRX_PUBLIC_KEY."
  )
}
