import { existsSync, readFileSync } from "node:fs"
import path from "node:path"

export type PackageManager = "npm" | "pnpm" | "yarn"

/** The package manager that package.json names or whose lock file is in this folder, otherwise npm. */
export function packageManagerOf(project: string): PackageManager {
  const { packageManager = "" } = JSON.parse(readFileSync(path.join(project, "package.json"), "utf8"))
  const [, named] = /^(npm|pnpm|yarn)@/.exec(packageManager) ?? []
  if (named) return named as PackageManager
  if (existsSync(path.join(project, "pnpm-lock.yaml"))) return "pnpm"
  if (existsSync(path.join(project, "yarn.lock"))) return "yarn"
  return "npm"
}

/** The command that adds these packages. */
export function installCommand(project: string, packages: string[]): string {
  const manager = packageManagerOf(project)
  return `${manager} ${manager === "npm" ? "install" : "add"} ${packages.join(" ")}`
}

/** Whether this folder uses Yarn 2 or newer, which puts packages into a `node_modules` folder only on request. */
export function isModernYarn(project: string): boolean {
  const has = (file: string) => existsSync(path.join(project, file))
  if (packageManagerOf(project) !== "yarn") return false
  return (
    has(".yarnrc.yml") ||
    has(".pnp.cjs") ||
    (has("yarn.lock") && readFileSync(path.join(project, "yarn.lock"), "utf8").includes("__metadata:"))
  )
}
