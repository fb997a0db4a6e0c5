import { existsSync, readFileSync } from "node:fs"
import path from "node:path"
import type { BuildEnvironment } from "../build-environment"
import { fixForMissingPage, missingPages } from "../checks/missing-pages"
import { unsetVariableIn } from "../checks/unset-variable"
import { extensionIdOf } from "../extension-id"
import { PROJECT } from "../project"
import { filesIn, scanBuild } from "../scan-build"
import { type Finding, needsFix, ok, skipped } from "./finding"

type Manifest = { key?: string; permissions: string[]; host_permissions: string[] }

export type Build = {
  directory: string
  /** The command that makes it. */
  command: string
}

/** Checks whether the last build matches the current variables. */
export function examineBuild(
  { variables, extensionId, secretKey }: BuildEnvironment,
  { directory, command }: Build
): Finding[] {
  const name = path.relative(PROJECT, directory)
  const again = `Run "${command}", then reload the extension in chrome://extensions.`
  if (!existsSync(path.join(directory, "manifest.json"))) {
    return [skipped("Build", `There's no build in ${name}.`, `Run "${command}".`)]
  }
  const unset = unsetVariableIn(directory)
  if (unset) {
    const message = `${name}/manifest.json contains ${unset}, because Plasmo was run directly or the variable has no value. Chrome loads it, but Clerk can't be reached.`
    return [needsFix("Build", message, again)]
  }
  const missing = missingPages(directory)
  if (missing.length > 0) {
    return missing.map((page) =>
      needsFix("Build", `${name} opens ${page}, but doesn't contain it.`, fixForMissingPage(page))
    )
  }
  const problems = scanBuild(directory, secretKey)
  if (problems.length > 0) {
    return problems.map(({ file, holds, fix }) =>
      needsFix("Build", `${name}/${file} contains ${holds}.`, fix)
    )
  }
  const publishableKey = variables.PLASMO_PUBLIC_CLERK_PUBLISHABLE_KEY ?? ""
  if (!scriptsIn(directory).some((text) => text.includes(publishableKey))) {
    return [needsFix("Build", `${name} was built for a different publishable key.`, again)]
  }

  const { key, ...granted }: Manifest = readJson(path.join(directory, "manifest.json"))
  const asked: Manifest = readJson(path.join(PROJECT, "package.json")).manifest
  const id = key ? extensionIdOf(key) : undefined
  const isOfOtherId = id !== undefined && id !== extensionId
  return [
    isOfOtherId
      ? needsFix("Build", `${name} has the ID ${id}, not ${extensionId}.`, again)
      : ok(
          "Build",
          `${name} is for this instance. ${id ? "Its ID is right." : "The Web Store assigns its ID."}`
        ),
    ...(["permissions", "host_permissions"] as const).map((kind) => {
      const wanted = asked[kind].map((entry) => withValues(entry, variables)).filter(Boolean)
      return comparePermissions(kind, wanted, granted[kind], again)
    })
  ]
}

function comparePermissions(
  kind: "permissions" | "host_permissions",
  wanted: string[],
  granted: string[],
  again: string
) {
  const subject = kind === "permissions" ? "Permissions" : "Host permissions"
  const missing = wanted.filter((permission) => !granted.includes(permission))
  // Plasmo adds some permissions by itself, such as the one for the side panel.
  const ours = kind === "permissions" ? ["cookies"] : granted
  const needless = ours.filter((permission) => granted.includes(permission) && !wanted.includes(permission))
  if (missing.length > 0) return needsFix(subject, `The build lacks ${missing.join(", ")}.`, again)
  if (needless.length > 0)
    return needsFix(subject, `The build no longer needs ${needless.join(", ")}.`, again)
  return ok(subject, `The build has the right ones: ${granted.join(", ")}.`)
}

/** Replaces variables as Plasmo does in the manifest. */
function withValues(text: string, variables: BuildEnvironment["variables"]) {
  return text.replace(/\$([A-Z_]+)/g, (_, name: string) => variables[name] ?? "")
}

function scriptsIn(directory: string) {
  return filesIn(directory)
    .filter((file) => file.endsWith(".js"))
    .map((file) => readFileSync(path.join(directory, file), "utf8"))
}

function readJson(file: string) {
  return JSON.parse(readFileSync(file, "utf8"))
}
