import type { BuildEnvironment } from "../build-environment"
import type { PackageJson, ProjectProblem } from "./problem"

/** Where in the manifest each permission goes, and which variable asks for it. */
const ENTRIES = [
  { entry: "CLERK_SYNC_PERMISSION", list: "permissions", variable: "PLASMO_PUBLIC_CLERK_SYNC_HOST" },
  { entry: "CLERK_SYNC_HOST_PATTERN", list: "host_permissions", variable: "PLASMO_PUBLIC_CLERK_SYNC_HOST" },
  { entry: "CLERK_SYNC_DOMAIN_PATTERN", list: "host_permissions", variable: "PLASMO_PUBLIC_CLERK_SYNC_HOST" },
  { entry: "CLERK_SSO_PERMISSION", list: "permissions", variable: "PLASMO_PUBLIC_CLERK_SSO" },
  { entry: "CLERK_PASSKEY_PATTERN", list: "host_permissions", variable: "CLERK_PASSKEY_DOMAIN" },
  { entry: "API_HOST_PATTERN", list: "host_permissions", variable: "PLASMO_PUBLIC_API_URL" }
] as const

/** Finds permissions that this build's variables ask for and that the manifest would leave out. */
export function problemsOfManifest(
  { manifest = {} }: PackageJson,
  { variables }: BuildEnvironment
): ProjectProblem[] {
  return ENTRIES.flatMap(({ entry, list, variable }) => {
    if (!variables[entry] || manifest[list]?.includes(`$${entry}`)) return []
    return {
      subject: "package.json",
      message: `The manifest has no "$${entry}", so the build would lack a permission that ${variable} requires.`,
      fix: `Add "$${entry}" to "${list}" in "manifest". If this project was made without that feature, remove ${variable}.`
    }
  })
}
