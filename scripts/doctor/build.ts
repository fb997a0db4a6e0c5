import { existsSync, readFileSync } from "node:fs"
import path from "node:path"
import type { BuildEnvironment } from "../build-environment"
import { extensionIdOf } from "../extension-id"
import { PROJECT } from "../project"
import { filesIn, scanBuild } from "../scan-build"
import { type Finding, notChecked, ok, toFix } from "./finding"

type Manifest = { key?: string; permissions: string[]; host_permissions: string[] }

export type Build = {
  directory: string
  /** What makes it. */
  command: string
}

/** Looks whether the last build is what the variables ask for now. */
export function examineBuild(
  { variables, extensionId, secretKey }: BuildEnvironment,
  { directory, command }: Build
): Finding[] {
  const name = path.relative(PROJECT, directory)
  const again = `Run "${command}", then reload the extension in chrome://extensions.`
  if (!existsSync(path.join(directory, "manifest.json"))) {
    return [notChecked("Build", `There is none in ${name}.`, `Run "${command}".`)]
  }
  const problems = scanBuild(directory, secretKey)
  if (problems.length > 0) {
    return problems.map(({ file, holds, fix }) => toFix("Build", `${name}/${file} holds ${holds}.`, fix))
  }
  const publishableKey = variables.PLASMO_PUBLIC_CLERK_PUBLISHABLE_KEY ?? ""
  if (!scriptsIn(directory).some((text) => text.includes(publishableKey))) {
    return [toFix("Build", `${name} was made for another publishable key.`, again)]
  }

  const { key, ...granted }: Manifest = readJson(path.join(directory, "manifest.json"))
  const asked: Manifest = readJson(path.join(PROJECT, "package.json")).manifest
  const id = key ? extensionIdOf(key) : undefined
  const isOfOtherId = id !== undefined && id !== extensionId
  return [
    isOfOtherId
      ? toFix("Build", `${name} has the ID ${id}, not ${extensionId}.`, again)
      : ok(
          "Build",
          `${name} is for this instance, ${id ? "with this ID" : "and gets its ID from the Web Store"}.`
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
  // Plasmo adds permissions by itself, such as that for the side panel.
  const ours = kind === "permissions" ? ["cookies"] : granted
  const needless = ours.filter((permission) => granted.includes(permission) && !wanted.includes(permission))
  if (missing.length > 0) return toFix(subject, `of the build lack ${missing.join(", ")}.`, again)
  if (needless.length > 0) return toFix(subject, `of the build hold ${needless.join(", ")} too.`, again)
  return ok(subject, `of the build are as they have to be: ${granted.join(", ")}.`)
}

/** As Plasmo puts variables into the manifest. */
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
