import { existsSync, readFileSync } from "node:fs"
import path from "node:path"
import type { PackageJson, ProjectProblem } from "./problem"

const CHROME = 140

/** Checks what Plasmo and its bundler read from package.json, and that its scripts run the checks of a build. */
export function problemsOfPackageJson(project: string, packageJson: PackageJson): ProjectProblem[] {
  const { alias, browserslist, engines, manifest = {}, scripts = {} } = packageJson
  const subject = "package.json"
  const texts = `locales/${manifest.default_locale}/messages.json`
  const bypassing = ["build", "dev", "package"].filter((name) => /\bplasmo\b/.test(scripts[name] ?? ""))
  const problems: [isWrong: boolean, message: string, fix: string][] = [
    [
      bypassing.length > 0,
      `Its ${bypassing.map((name) => `"${name}"`).join(" and ")} script runs Plasmo directly, which leaves variables such as $CSP_CONNECT_SRC in the manifest and skips every check.`,
      'Set "build" to "tsx scripts/build.ts", "dev" to "tsx scripts/dev.ts" and "package" to "tsx scripts/build.ts package".'
    ],
    [
      engines?.node !== undefined,
      'It has "engines.node", which the bundler takes for a build for Node. It then fails with "External modules are not supported when building for browser".',
      'Move the version to "devEngines", as in this project\'s package.json.'
    ],
    [
      browserslist === undefined && !existsSync(path.join(project, ".browserslistrc")),
      'It has no "browserslist", so the build would be for browsers far older than the extension needs.',
      `Add "browserslist": "Chrome >= ${CHROME}".`
    ],
    [
      alias?.process === undefined,
      'It has no "alias" for "process", so the bundler would add a module for Node to the service worker.',
      'Add "alias": { "process": "./stubs/process/index.js" }.'
    ],
    [
      !(Number(manifest.minimum_chrome_version?.split(".")[0]) >= CHROME),
      `Its manifest doesn't have "minimum_chrome_version": "${CHROME}", so older versions of Chrome would install an extension that doesn't work there.`,
      `Set "minimum_chrome_version": "${CHROME}" in "manifest".`
    ],
    [
      manifest.default_locale === undefined,
      'Its manifest has no "default_locale", so Chrome would refuse to load the extension.',
      'Add "default_locale": "en" to "manifest".'
    ],
    [
      manifest.default_locale !== undefined && !existsSync(path.join(project, texts)),
      `Its manifest names the language "${manifest.default_locale}", but there's no ${texts}.`,
      'Copy the folder "locales", which contains every text.'
    ]
  ]
  return problems.flatMap(([isWrong, message, fix]) => (isWrong ? [{ subject, message, fix }] : []))
}

/** The bundler resolves imports such as `~i18n` with the tsconfig.json at the root. */
export function problemsOfTsconfig(project: string): ProjectProblem[] {
  const file = path.join(project, "tsconfig.json")
  const target = existsSync(file) ? folderOfTilde(file) : undefined
  if (target === path.join(project, "src/*")) return []
  return [
    {
      subject: "tsconfig.json",
      message: target
        ? `It resolves imports that start with "~" to ${path.relative(project, target)}, not to src.`
        : 'It doesn\'t resolve imports that start with "~".',
      fix: 'Set "paths": { "~*": ["./src/*"] } in "compilerOptions".'
    }
  ]
}

type Tsconfig = {
  extends?: string | string[]
  compilerOptions?: { baseUrl?: string; paths?: Record<string, string[]> }
}

function folderOfTilde(file: string): string | undefined {
  const { extends: bases = [], compilerOptions: { baseUrl = ".", paths } = {} }: Tsconfig = readTsconfig(file)
  const [target] = paths?.["~*"] ?? []
  if (paths) return target && path.resolve(path.dirname(file), baseUrl, target)

  const inherited = [bases].flat().flatMap((base) => {
    // Packages such as Plasmo's have no paths.
    const its = path.resolve(path.dirname(file), base)
    return base.startsWith(".") && existsSync(its) ? (folderOfTilde(its) ?? []) : []
  })
  return inherited.at(-1)
}

/** TypeScript allows comments and trailing commas. */
function readTsconfig(file: string) {
  const text = readFileSync(file, "utf8")
  const json = text
    .replaceAll(/("(?:\\.|[^"\\])*")|\/\/.*|\/\*[\s\S]*?\*\//g, "$1")
    .replaceAll(/("(?:\\.|[^"\\])*")|,(?=\s*[}\]])/g, "$1")
  try {
    return JSON.parse(json)
  } catch {
    return {}
  }
}
