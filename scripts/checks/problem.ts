import { readFileSync } from "node:fs"
import path from "node:path"

/** Something in a project that would make its build wrong, often without an error. */
export type ProjectProblem = { subject: string; message: string; fix: string }

/** The fields of `package.json` that builds depend on. */
export type PackageJson = {
  dependencies?: Record<string, string>
  devDependencies?: Record<string, string>
  peerDependencies?: Record<string, string>
  engines?: { node?: string }
  alias?: Record<string, string>
  browserslist?: unknown
  scripts?: Record<string, string>
  manifest?: {
    default_locale?: string
    minimum_chrome_version?: string
    permissions?: string[]
    host_permissions?: string[]
  }
  version?: string
  private?: boolean
}

export function readPackageJson(folder: string): PackageJson {
  return JSON.parse(readFileSync(path.join(folder, "package.json"), "utf8"))
}
