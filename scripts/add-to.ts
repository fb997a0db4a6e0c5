import { spawnSync } from "node:child_process"
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs"
import path from "node:path"
import { entryPointsIn } from "./checks/entry-points"
import { runCommandLine } from "./command-line"
import { importsOf } from "./imports"
import { LANGUAGES, type Messages, readLocale } from "./locales"
import { mergePackageJson, overridesForPnpm, type Project } from "./merge-package-json"
import { isModernYarn, type PackageManager, packageManagerOf } from "./package-manager"
import { PROJECT } from "./project"
import { filesIn } from "./scan-build"
import { UsageError } from "./usage-error"

const FOLDERS = ["src", "stubs"]
const FILES = [".parcelrc", ".env.example", "scripts/package.json", "scripts/reload-pages.cjs"]
const PROGRAMS = ["scripts/build.ts", "scripts/dev.ts", "scripts/doctor.ts"]
const IGNORED = ["node_modules/", "build/", ".plasmo/", ".env*", "!.env.example"]

const TSCONFIG = {
  extends: "./src/tsconfig.json",
  compilerOptions: { types: ["chrome", "node"], paths: { "~*": ["./src/*"] } },
  include: [".plasmo/index.d.ts", "src/css.d.ts", "src/messaging/plasmo.d.ts", "scripts"]
}

/**
 * Adds this extension to a Plasmo project: copies its code, and merges its settings into theirs. The target's git tree has to be
 * clean, so that its author can see and undo every change.
 *
 * @returns what the author should know.
 * @throws {UsageError} before anything changes, if the project isn't ready or has files with the same names.
 */
export function addTo(target: string): string[] {
  refuseUnlessReady(target)
  const files = [
    ...FOLDERS.flatMap((folder) => filesIn(path.join(PROJECT, folder)).map((file) => `${folder}/${file}`)),
    ...FILES,
    ...withImports(PROGRAMS)
  ]
  const existing = files.filter((file) => existsSync(path.join(target, file)))
  if (existing.length > 0) {
    throw new UsageError(`${target} already has these files. Rename or delete them:\n\n${lines(existing)}`)
  }
  const theirs: Project = readJson(path.join(target, "package.json"))
  const texts = mergedTexts(target, theirs)
  const manager = packageManagerOf(target)
  const ours: Project = readJson(path.join(PROJECT, "package.json"))
  const { merged, notes } = mergePackageJson(ours, theirs, manager)

  for (const file of [...files, ...(hasIcon(target) ? [] : ["assets/icon.png"])]) {
    cpSync(path.join(PROJECT, file), path.join(target, file))
  }
  cpSync(path.join(PROJECT, "LICENSE"), path.join(target, "LICENSE.session-tasks"))
  for (const [language, messages] of texts) writeJson(target, `locales/${language}/messages.json`, messages)
  writeJson(target, "package.json", merged)
  writeJson(target, "tsconfig.json", TSCONFIG)
  addLines(target, ".gitignore", IGNORED)
  configure(target, manager, ours)
  return notes
}

function refuseUnlessReady(target: string) {
  if (!existsSync(path.join(target, "package.json"))) {
    throw new UsageError(`${target} has no package.json. Name the folder of a Plasmo project.`)
  }
  const { dependencies, devDependencies }: Project = readJson(path.join(target, "package.json"))
  if (!("plasmo" in { ...dependencies, ...devDependencies })) {
    throw new UsageError(`${target} isn't a Plasmo project: its package.json doesn't list plasmo.`)
  }
  const { status, stdout } = spawnSync("git", ["status", "--porcelain", "--", "."], {
    cwd: target,
    encoding: "utf8"
  })
  if (status !== 0 || stdout !== "") {
    throw new UsageError(
      `${target} has changes that git hasn't committed, or no git repository. Commit everything first, so that you can see what this changes, and undo it.`
    )
  }
  const brought = entryPointsIn(path.join(PROJECT, "src")).map(nameOf)
  const src = path.join(target, "src")
  const moving = [
    // Plasmo ignores them as soon as there's a src folder.
    ...entryPointsIn(target),
    ...(existsSync(src) ? entryPointsIn(src) : [])
      .filter((file) => brought.includes(nameOf(file)))
      .filter((file) => !FOLDERS_OF_ENTRIES.includes(file))
      .map((file) => `src/${file}`)
  ]
  if (moving.length > 0) {
    throw new UsageError(
      `Plasmo would ignore these entry points, or the extension's own with the same names. Move each to a file in src with another name, such as src/my-popup.tsx, and commit. docs/guides/existing-extension.md explains how to use them afterwards.\n\n${lines(moving)}`
    )
  }
}

// Pages of both fit into one folder.
const FOLDERS_OF_ENTRIES = ["tabs", "contents", "sandboxes"]

const nameOf = (entry: string) => entry.split(/[./]/)[0] ?? entry

/** These files, and what they import from this project, but not from src. */
function withImports(files: string[], found = new Set<string>()): string[] {
  for (const file of files) {
    if (found.has(file) || file.startsWith("src/")) continue
    found.add(file)
    const code = readFileSync(path.join(PROJECT, file), "utf8")
    const exists = (name: string) => /\.ts$/.test(name) && existsSync(path.join(PROJECT, name))
    const imports = importsOf(file, code, exists).map(({ to }) => to)
    withImports(
      imports.filter((to) => to.endsWith(".ts")),
      found
    )
  }
  return [...found]
}

/** The texts of both, with the project's name and description in place of this extension's. */
function mergedTexts(
  target: string,
  { name, displayName = name, description }: Project
): [string, Messages][] {
  return LANGUAGES.map((language) => {
    const file = path.join(target, "locales", language, "messages.json")
    const theirs: Messages = existsSync(file) ? readJson(file) : {}
    const ours = readLocale(language)
    const both = Object.keys(theirs).filter(
      (key) => key in ours && !/^extension(Name|Description)$/.test(key)
    )
    if (both.length > 0) {
      throw new UsageError(`${file} has texts with the same names. Rename them:\n\n${lines(both)}`)
    }
    const { extensionName, extensionDescription } = ours
    const named: Messages = {
      ...(extensionName && displayName && { extensionName: { ...extensionName, message: displayName } }),
      ...(extensionDescription &&
        description && { extensionDescription: { ...extensionDescription, message: description } })
    }
    return [language, { ...ours, ...named, ...theirs }]
  })
}

function hasIcon(target: string) {
  const assets = path.join(target, "assets")
  return existsSync(assets) && readdirSync(assets).some((file) => /^icon.*\.png$/.test(file))
}

/**
 * Plasmo's bundler finds its own packages only at the top of node_modules. npm and Yarn 1 put them there by themselves.
 * @see https://pnpm.io/settings
 * @see https://yarnpkg.com/configuration/yarnrc
 */
function configure(target: string, manager: PackageManager, ours: Project) {
  if (manager === "pnpm") {
    addLines(target, "pnpm-workspace.yaml", ["nodeLinker: hoisted", "overrides:"])
    addLines(target, "pnpm-workspace.yaml", overridesForPnpm(ours), "overrides:")
  }
  if (isModernYarn(target)) {
    addLines(target, ".yarnrc.yml", ["nodeLinker: node-modules"])
  }
}

/** Adds the lines that a file lacks, at its end or below a line it has. */
function addLines(target: string, name: string, wanted: string[], below?: string) {
  const file = path.join(target, name)
  const existing = existsSync(file) ? readFileSync(file, "utf8").trimEnd().split(/\r?\n/) : []
  const missing = wanted.filter((line) => !existing.includes(line))
  existing.splice(below ? existing.indexOf(below) + 1 : existing.length, 0, ...missing)
  writeFileSync(file, `${existing.join("\n").trimStart()}\n`)
}

function readJson(file: string) {
  return JSON.parse(readFileSync(file, "utf8"))
}

function writeJson(target: string, name: string, content: object) {
  const file = path.join(target, name)
  mkdirSync(path.dirname(file), { recursive: true })
  writeFileSync(file, `${JSON.stringify(content, null, 2)}\n`)
}

const lines = (items: string[]) => items.map((item) => `  ${item}`).join("\n")

const usage = {
  command: "npm run add-to",
  positionals: "<folder>",
  does: "Adds this extension to a Plasmo project: copies its code, and merges its settings into the project's. It overwrites no source file, and changes nothing unless Git has everything committed.",
  options: {}
} as const

if (process.argv[1]?.endsWith("add-to.ts")) {
  await runCommandLine(usage, async ({ positionals }) => {
    const [folder] = positionals
    if (!folder || positionals.length > 1) {
      throw new UsageError("Name the folder of your Plasmo project: npm run add-to -- ../my-extension")
    }
    const target = path.resolve(folder)
    const notes = addTo(target)
    const manager = packageManagerOf(target)
    console.log(`
Added to ${target}. "git status" lists every change.
${notes.map((note) => `Note: ${note}\n`).join("")}
Next, in that folder:
  1. ${manager} install
  2. Copy .env.example to .env, and set PLASMO_PUBLIC_CLERK_PUBLISHABLE_KEY
  3. ${manager} run build, then ${manager} run doctor`)
  })
}
