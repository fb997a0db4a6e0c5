import type { PackageManager } from "./package-manager"

type Strings = Record<string, string>
type Manifest = Record<string, unknown> & {
  key?: string
  permissions?: string[]
  host_permissions?: string[]
}

/** A package.json. */
export type Project = {
  name?: string
  displayName?: string
  description?: string
  dependencies?: Strings
  devDependencies?: Strings
  alias?: Strings
  overrides?: Record<string, string | Strings>
  resolutions?: Strings
  scripts?: Strings
  engines?: Strings
  devEngines?: object
  browserslist?: unknown
  manifest?: Manifest
}

/** What the code, its build and its type check need of `devDependencies`. The rest is for this project's own tests. */
const DEV_DEPENDENCIES = [
  "@base-org/account",
  "@clerk/shared",
  "@clerk/ui",
  "@coinbase/wallet-sdk",
  "@types/chrome",
  "@types/node",
  "@types/react",
  "@types/react-dom",
  "dotenv",
  "dotenv-expand",
  "fflate",
  "plasmo",
  "tsup",
  "tsx",
  "typescript",
  "webextension-polyfill"
]

const SCRIPTS = ["dev", "build", "package", "doctor"]

/** The extension works only with these parts of its manifest. */
const MANIFEST = ["content_security_policy", "externally_connectable", "minimum_chrome_version"]

/** The overrides in package.json that its own tests alone need. */
const OWN_OVERRIDES = ["vite"]

/**
 * Merges this project's package.json into another one. What the extension needs wins, and a note says so when it replaces something.
 */
export function mergePackageJson(
  ours: Project,
  theirs: Project,
  manager: PackageManager
): { merged: Project; notes: string[] } {
  const { engines: { node, ...engines } = {}, ...rest } = theirs
  const dev = pick(ours.devDependencies, (name) => DEV_DEPENDENCIES.includes(name))
  const needed = { ...ours.dependencies, ...dev }
  // What they list already stays in the same place.
  const isDev = (name: string) => name in dev && !(name in (theirs.dependencies ?? {}))
  const merged: Project = {
    ...rest,
    ...(Object.keys(engines).length > 0 && { engines }),
    ...(node !== undefined && ours.devEngines && { devEngines: theirs.devEngines ?? ours.devEngines }),
    scripts: { ...theirs.scripts, ...pick(ours.scripts, (name) => SCRIPTS.includes(name)) },
    dependencies: sorted({ ...theirs.dependencies, ...pick(needed, (name) => !isDev(name)) }),
    devDependencies: sorted({
      ...pick(theirs.devDependencies, (name) => !(name in needed)),
      ...pick(needed, isDev)
    }),
    alias: { ...theirs.alias, ...ours.alias },
    browserslist: ours.browserslist,
    ...(manager === "npm" && { overrides: { ...theirs.overrides, ...overridesForNpm(ours) } }),
    ...(manager === "yarn" && { resolutions: { ...theirs.resolutions, ...resolutionsForYarn(ours) } }),
    manifest: mergeManifest(ours.manifest ?? {}, theirs.manifest ?? {})
  }
  return { merged, notes: notesOn(theirs, needed, merged.manifest) }
}

function mergeManifest(ours: Manifest, theirs: Manifest): Manifest {
  const both = (kind: "permissions" | "host_permissions") => [
    ...new Set([...(theirs[kind] ?? []), ...(ours[kind] ?? [])])
  ]
  return {
    ...ours,
    ...theirs,
    ...pick(ours, (name) => MANIFEST.includes(name)),
    permissions: both("permissions"),
    host_permissions: both("host_permissions")
  }
}

function notesOn(theirs: Project, needed: Strings, manifest: Manifest = {}) {
  const { dependencies, devDependencies, engines, manifest: their = {} } = theirs
  const listed: Strings = { ...devDependencies, ...dependencies }
  const changed = Object.entries(needed).flatMap(([name, version]) =>
    name in listed && listed[name] !== version ? [`${name} (${listed[name]} → ${version})`] : []
  )
  const replaced = MANIFEST.filter(
    (name) => their[name] !== undefined && JSON.stringify(their[name]) !== JSON.stringify(manifest[name])
  )
  const everySite = (their.host_permissions ?? []).filter((host) =>
    /^(\*|https?):\/\/\*\/|^<all_urls>$/.test(host)
  )
  return [
    ...(changed.length > 0 ? [`These versions changed: ${changed.join(", ")}.`] : []),
    ...(engines?.node
      ? ['"engines.node" became "devEngines", because the bundler would take it for a build for Node.']
      : []),
    ...replaced.map((name) => `The manifest's "${name}" was replaced. Add what else your pages need.`),
    ...(their.key
      ? [
          'The manifest has a key of its own. Write "$CRX_PUBLIC_KEY" there, and put the key into CRX_PUBLIC_KEY in .env, so that every check uses your ID.'
        ]
      : []),
    ...(everySite.length > 0
      ? [
          `The manifest asks for ${everySite.join(" and ")}, so Chrome warns that the extension can read every site. This extension doesn't need that.`
        ]
      : [])
  ]
}

function overridesForNpm({ overrides }: Project) {
  return pick(overrides, (name) => !OWN_OVERRIDES.includes(name))
}

/** What pnpm 10 and newer read below `overrides:` in pnpm-workspace.yaml, in lines. */
export function overridesForPnpm(ours: Project): string[] {
  return flatOverrides(ours).map(([names, version]) => `  "${names.join(">")}": "${version}"`)
}

function resolutionsForYarn(ours: Project) {
  return Object.fromEntries(
    flatOverrides(ours).map(([names, version]) => [names.join("/"), version.replace(/^file:/, "file:./")])
  )
}

/** The overrides with versions in place of npm's references, such as `$react`. */
function flatOverrides(ours: Project): [names: string[], version: string][] {
  const listed: Strings = { ...ours.dependencies, ...ours.devDependencies }
  const versionOf = (wanted: string) =>
    wanted.startsWith("$") ? (listed[wanted.slice(1)] ?? wanted) : wanted
  return Object.entries(overridesForNpm(ours)).flatMap(([name, wanted]): [string[], string][] =>
    typeof wanted === "string"
      ? [[[name], versionOf(wanted)]]
      : Object.entries(wanted).map(([inner, version]) => [[name, inner], versionOf(version)])
  )
}

function pick<Value>(
  entries: Record<string, Value> | undefined,
  isWanted: (name: string) => boolean
): Record<string, Value> {
  return Object.fromEntries(Object.entries(entries ?? {}).filter(([name]) => isWanted(name)))
}

const sorted = (entries: Strings) => Object.fromEntries(Object.entries(entries).sort())
