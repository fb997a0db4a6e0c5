import { existsSync, readFileSync, realpathSync } from "node:fs"
import path from "node:path"
import { installCommand, isModernYarn, packageManagerOf } from "../package-manager"
import { filesIn } from "../scan-build"
import { type PackageJson, type ProjectProblem, readPackageJson } from "./problem"

/** What `src` imports. A part that was removed needs its package no longer. */
const IMPORTED = ["@clerk/chrome-extension", "@plasmohq/messaging", "libphonenumber-js", "uqr", "valibot"]

/** Packages with Clerk's components and wallets, which docs/decisions/0001 replaces with stubs. */
const STUBBED = ["@clerk/ui", "@base-org/account", "@coinbase/wallet-sdk", "webextension-polyfill"]
const CLERK = ["@clerk/chrome-extension", "@clerk/react", "@clerk/clerk-js", "@clerk/shared"]

/** `useEffectEvent` came with this version. */
const REACT = { atLeast: "19.2", below: 20 }

const OVERRIDES = {
  npm: 'Copy "overrides" and the "file:" entries of "devDependencies" into package.json, then delete node_modules and package-lock.json and run "npm install".',
  pnpm: 'pnpm reads them from "overrides" in pnpm-workspace.yaml, not from package.json. Copy them there, then run "pnpm install".',
  yarn: 'Yarn calls them "resolutions" in package.json. Copy them there, then run "yarn install".'
}

/** Checks the packages that the extension's code imports. */
export function problemsOfPackages(project: string, packageJson: PackageJson): ProjectProblem[] {
  return [
    ...missingPackages(project, packageJson),
    ...problemsOfReact(project, packageJson),
    ...packagesWithoutStub(project),
    ...plasmoOutOfReach(project)
  ]
}

function missingPackages(project: string, { dependencies = {}, devDependencies = {} }: PackageJson) {
  const code = codeIn(path.join(project, "src"))
  const imported = IMPORTED.filter((name) => code.includes(`"${name}"`) || code.includes(`"${name}/`))
  const unlisted = imported.filter((name) => !(name in dependencies) && !(name in devDependencies))
  const absent = imported.filter((name) => !unlisted.includes(name) && !findPackage(name, project))
  return [
    ...(unlisted.length > 0
      ? [
          {
            subject: "Packages",
            message: `src imports ${list(unlisted)}, which package.json doesn't list.`,
            fix: `Run "${installCommand(project, unlisted)}".`
          }
        ]
      : []),
    ...(absent.length > 0
      ? [
          {
            subject: "Packages",
            message: `package.json lists ${list(absent)}, which isn't in node_modules.`,
            fix: `Run "${packageManagerOf(project)} install".`
          }
        ]
      : [])
  ]
}

function problemsOfReact(project: string, { dependencies = {} }: PackageJson): ProjectProblem[] {
  const found = ["react", "react-dom"].map((name) => {
    const folder = findPackage(name, project)
    return folder && { name, folder, version: readPackageJson(folder).version ?? "" }
  })
  const [react, dom] = found
  const fix = `Run "${installCommand(project, [`react@^${REACT.atLeast}`, `react-dom@^${REACT.atLeast}`])}".`
  const wanted = `The pages need React ${REACT.atLeast} or newer, below ${REACT.below}`
  if (!react || !dom) {
    return [{ subject: "React", message: `${wanted}, but react or react-dom isn't installed.`, fix }]
  }
  if (![react, dom].every(({ version }) => isFitting(version))) {
    const versions = [react, dom].map(({ name, version }) => `${name} ${version}`)
    return [
      {
        subject: "React",
        message: `${wanted}, but ${list(versions)} are installed. Task pages would stay blank.`,
        fix
      }
    ]
  }
  if (react.version !== dom.version) {
    const message = `react is ${react.version} and react-dom ${dom.version}, but they work only with the same version.`
    return [{ subject: "React", message, fix }]
  }
  const withOwn = ["react-dom", ...Object.keys(dependencies)].flatMap((name) => {
    const folder = findPackage(name, project)
    if (!folder || !usesReact(readPackageJson(folder))) return []
    const its = findPackage("react", folder)
    return its === undefined || its === react.folder ? [] : [{ name, its }]
  })
  return withOwn.map(({ name, its }) => ({
    subject: "React",
    message: `${name} would use a second React, ${path.relative(project, its)}, and hooks fail when there are two.`,
    fix: `Use a version of ${name} that accepts React ${react.version}, or ${howToPin[packageManagerOf(project)]}`
  }))
}

const howToPin = {
  npm: 'add { "react": "$react", "react-dom": "$react-dom" } for it to "overrides" in package.json.',
  pnpm: 'add react and react-dom to "overrides" in pnpm-workspace.yaml.',
  yarn: 'add react and react-dom to "resolutions" in package.json.'
}

/** `overrides` that aren't in effect: the build would be ten times as large, without an error. */
function packagesWithoutStub(project: string): ProjectProblem[] {
  const sdk = findPackage("@clerk/chrome-extension", project)
  if (!sdk) return []
  const importers = CLERK.flatMap((name) => findPackage(name, sdk) ?? [])
  const real = STUBBED.filter((name) =>
    importers.some((importer) => {
      const found = findPackage(name, importer)
      // npm publishes no private packages, so a private one is a stub.
      return found !== undefined && readPackageJson(found).private !== true
    })
  )
  if (real.length === 0) return []
  return [
    {
      subject: "Overrides",
      message: `${list(real)} ${real.length === 1 ? "isn't" : "aren't"} replaced by the stubs in "stubs". The build would contain Clerk's components and wallets, at ten times its size, with remote code that the Web Store rejects.`,
      fix: OVERRIDES[packageManagerOf(project)]
    }
  ]
}

/** Plasmo and its bundler find their own packages only at the top of node_modules. */
function plasmoOutOfReach(project: string): ProjectProblem[] {
  const [subject, name] = ["Plasmo", "@plasmohq/parcel-config"]
  const isOutOfReach = findPackage("plasmo", project) ? !findPackage(name, project) : isModernYarn(project)
  if (!isOutOfReach && !findPackage("plasmo", project)) {
    const fix = `Run "${installCommand(project, ["plasmo@0.90.5"])}".`
    return [{ subject, message: "plasmo, which builds the extension, isn't installed.", fix }]
  }
  if (!isOutOfReach) return []
  const fixes = {
    npm: 'Delete node_modules, and run "npm install".',
    pnpm: 'Add "nodeLinker: hoisted" to pnpm-workspace.yaml, delete node_modules, and run "pnpm install".',
    yarn: 'Add "nodeLinker: node-modules" to .yarnrc.yml, and run "yarn install".'
  }
  return [
    {
      subject,
      message: `${name}, which .parcelrc extends, isn't at the top of node_modules.`,
      fix: fixes[packageManagerOf(project)]
    }
  ]
}

/** The folder of a package, as Node and the bundler find it from another folder: next to it, or in the folders above. */
export function findPackage(name: string, from: string): string | undefined {
  const folder = path.join(from, "node_modules", name)
  if (existsSync(path.join(folder, "package.json"))) return realpathSync(folder)
  const above = path.dirname(from)
  return above === from ? undefined : findPackage(name, above)
}

function isFitting(version: string) {
  const [major = 0, minor = 0] = version.split(".").map(Number)
  const [wantedMajor = 0, wantedMinor = 0] = REACT.atLeast.split(".").map(Number)
  return major < REACT.below && (major > wantedMajor || (major === wantedMajor && minor >= wantedMinor))
}

function usesReact({ dependencies, peerDependencies }: PackageJson) {
  return "react" in { ...dependencies, ...peerDependencies }
}

function codeIn(folder: string) {
  return filesIn(folder)
    .filter((file) => /\.[jt]sx?$/.test(file))
    .map((file) => readFileSync(path.join(folder, file), "utf8"))
    .join("\n")
}

const list = (names: string[]) => new Intl.ListFormat("en").format(names)
