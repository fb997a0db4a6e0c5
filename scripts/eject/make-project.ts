import { execFileSync } from "node:child_process"
import { generateKeyPairSync } from "node:crypto"
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs"
import path from "node:path"
import { DEVELOPMENT_CRX_PUBLIC_KEY, extensionIdOf } from "../extension-id"
import { importsOf } from "../imports"
import { PROJECT } from "../project"
import { type ProjectFiles, readFiles, writeFiles } from "../project-files"
import { UsageError } from "../usage-error"
import { cutTest, dropTests } from "./drop-tests"
import { change, edit, remove } from "./edits"
import { type ExtraName, extras, never } from "./extras"
import type { Part } from "./part"
import { type PartName, parts } from "./parts"
import { readmeOf } from "./readme"

export type Choice = {
  /** The folder of the new project: new, or empty. */
  directory: string
  /** The extension's name, as users see it. By default it's the folder's. */
  name?: string | undefined
  with?: ExtraName[]
  without?: PartName[]
  /** Goes into `.env`, which Git ignores. */
  publishableKey?: string | undefined
}

export type NewProject = { directory: string; name: string; extensionId: string }

/** What a new project begins with. Parts and extras then go. */
const CONTENTS = [
  ".editorconfig",
  ".env.example",
  ".gitattributes",
  ".gitignore",
  ".npmrc",
  ".nvmrc",
  ".parcelrc",
  ".vscode",
  "LICENSE",
  "assets",
  "biome.json",
  "docs",
  "emulator",
  "locales",
  "package-lock.json",
  "package.json",
  "scripts",
  "src",
  "stubs",
  "test",
  "tsconfig.json",
  "vitest.config.ts"
]

/**
 * Makes a new, independent project of this one, without installing anything.
 *
 * @throws {UsageError} if the folder isn't empty, or is inside this project.
 */
export function makeProject(choice: Choice): NewProject {
  const directory = path.resolve(choice.directory)
  const { with: wanted = [], without = [] } = choice
  const name = choice.name ?? nameOf(directory)
  requireEmpty(directory)

  const files = readFiles(PROJECT, CONTENTS)
  const gone = leftOut(wanted, without)
  for (const part of gone) takeOut(files, part, without)
  cutRowsOfMessages(files)
  const crxPublicKey = newPublicKey()
  rename(files, name, path.basename(directory), crxPublicKey)
  if (choice.publishableKey) {
    files.set(".env", Buffer.from(`PLASMO_PUBLIC_CLERK_PUBLISHABLE_KEY=${choice.publishableKey}\n`))
  }

  dropScripts(files, gone)
  mkdirSync(directory, { recursive: true })
  try {
    write(directory, files)
    prune(files)
    write(directory, files)
    dropTests(files, directory)
    prune(files)
    rewritePackage(files, gone)
    files.set("README.md", Buffer.from(readmeOf({ name, wanted, without })))
    write(directory, files)
  } catch (error) {
    empty(directory)
    throw error
  }
  return { directory, name, extensionId: extensionIdOf(crxPublicKey) }
}

function requireEmpty(directory: string) {
  const toHere = path.relative(PROJECT, directory)
  if (!toHere.startsWith("..") && !path.isAbsolute(toHere)) {
    throw new UsageError(
      `${directory} is inside this project. Choose a folder beside it, such as ../my-extension.`
    )
  }
  if (existsSync(directory) && readdirSync(directory).length > 0) {
    throw new UsageError(
      `${directory} isn't empty. Choose a new folder, or empty this one. To add this extension to a project that exists, follow docs/guides/existing-extension.md.`
    )
  }
}

/** Writes the files as the formatter wants them, without unused imports, and reads them again. */
function write(directory: string, files: ProjectFiles) {
  empty(directory)
  writeFiles(directory, files)
  tidy(directory)
  for (const name of files.keys()) files.set(name, readFileSync(path.join(directory, name)))
}

function empty(directory: string) {
  for (const entry of readdirSync(directory)) rmSync(path.join(directory, entry), { recursive: true })
}

/** "my-extension" is "My extension". */
function nameOf(directory: string) {
  const words = path
    .basename(directory)
    .replaceAll(/[-_.\s]+/g, " ")
    .trim()
  return words.charAt(0).toUpperCase() + words.slice(1)
}

function leftOut(wanted: ExtraName[], without: PartName[]): Part[] {
  // The tests run on the emulator.
  const kept: ExtraName[] = wanted.includes("tests") ? ["emulator", "tests"] : wanted
  const unwanted = (Object.keys(extras) as ExtraName[]).filter((extra) => !kept.includes(extra))
  return [
    never,
    ...unwanted.map((extra) => extras[extra]),
    ...(Object.keys(parts) as PartName[]).filter((part) => without.includes(part)).map((part) => parts[part])
  ]
}

function takeOut(files: ProjectFiles, part: Part, without: PartName[]) {
  remove(files, part.removes)
  const isOut = (name: string) => without.some((other) => other === name)
  for (const { if: other, unless, ...one } of part.edits ?? []) {
    if ((other === undefined || isOut(other)) && (unless === undefined || !isOut(unless))) edit(files, one)
  }
  if (part.room) cutRoom(files, part.room)
  for (const [file, titles] of Object.entries(part.tests ?? {})) {
    change(files, file, (text) => titles.reduce(cutTest, text))
  }
  for (const name of part.variables ?? []) {
    change(files, ".env.example", (text) => withoutParagraph(text, name))
  }
}

function cutRoom(files: ProjectFiles, room: string) {
  change(files, "scripts/rooms.ts", (text) =>
    text.replace(new RegExp(`^ {2}"?${room}"?: \\{(.*\\}|[\\s\\S]*?^ {2}\\}),?\n`, "m"), "")
  )
  change(files, "docs/architecture.md", (text) => text.replace(new RegExp(`^\\| \`${room}\`.*\n`, "m"), ""))
}

/** The tests have a table with a row for each message. */
function cutRowsOfMessages(files: ProjectFiles) {
  const isThere = (name: string) => files.has(`src/background/messages/${name}.ts`)
  change(files, "test/support/bodies.ts", (text) =>
    text.replaceAll(/^ {2}"([a-z-]+)": (?:.*[^{[(]|[\s\S]*?^ {2}[}\])]+),?\n/gm, (row, name) =>
      isThere(name) ? row : ""
    )
  )
}

/** Paragraphs are separated by empty lines. */
function withoutParagraph(text: string, name: string) {
  const paragraphs = text.split("\n\n")
  return paragraphs.filter((paragraph) => !new RegExp(`^# ${name}=`, "m").test(paragraph)).join("\n\n")
}

/**
 * A point on the curve P-256 that no one has the private half of, because it's never kept. So every project has its own extension ID.
 */
function newPublicKey() {
  const { publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" })
  return publicKey.export({ type: "spki", format: "der" }).toString("base64")
}

function rename(files: ProjectFiles, name: string, folder: string, crxPublicKey: string) {
  edit(files, { file: "scripts/extension-id.ts", from: DEVELOPMENT_CRX_PUBLIC_KEY, to: crxPublicKey })
  for (const file of files.keys()) {
    if (!/^locales\/\w+\/messages\.json$/.test(file)) continue
    change(files, file, (text) => {
      const messages = JSON.parse(text)
      messages.extensionName.message = name
      return asJson(messages)
    })
  }
  change(files, "package.json", (text) => {
    const { name: _, displayName: __, version: ___, license: ____, ...rest } = JSON.parse(text)
    return asJson({ name: packageNameOf(folder), displayName: name, version: "0.1.0", ...rest })
  })
}

function packageNameOf(folder: string) {
  return (
    folder
      .toLowerCase()
      .replaceAll(/[^a-z\d.~-]+/g, "-")
      .replace(/^[.-]+/, "") || "my-extension"
  )
}

/** Formats, sorts imports, and removes the ones that nothing uses. */
function tidy(directory: string) {
  const biome = path.join(PROJECT, "node_modules/@biomejs/biome/bin/biome")
  const run = (args: string[]) =>
    execFileSync(process.execPath, [biome, ...args], { cwd: directory, stdio: ["ignore", "ignore", "pipe"] })
  run(["lint", "--write", "--unsafe", "--only=correctness/noUnusedImports"])
  run(["check", "--write", "--linter-enabled=false"])
}

/** Removes modules, tests and texts that nothing uses any more, and links to what stays behind. */
function prune(files: ProjectFiles) {
  keepReached(
    files,
    ["src"],
    [...files.keys()].filter((file) => ENTRY.test(file))
  )
  pruneTests(files)
  const tests = [...files.keys()].filter((file) => /\.test\.tsx?$/.test(file))
  keepReached(files, ["scripts", "test"], [...tests, "vitest.config.ts", ...scriptsOf(files)])
  pruneTexts(files)
  pruneLinks(files)
}

/** What Plasmo finds by its name, and what is there for the author's own pages and commands. */
const ENTRY =
  /^src\/(background\/(index|get-token|messages\/[\w-]+)|(popup|sidepanel)\/index|(tabs|contents|react|ui)\/.+)\.tsx?$/

/** Keeps what these files import, and removes everything else in the folders. */
function keepReached(files: ProjectFiles, folders: string[], entries: string[]) {
  const reached = new Set<string>()
  const visit = (file: string) => {
    if (reached.has(file) || !files.has(file)) return
    reached.add(file)
    for (const { to } of isCode(file) ? importsIn(files, file) : []) visit(to)
  }
  entries.forEach(visit)
  for (const file of files.keys()) {
    const isInside = folders.some((folder) => file.startsWith(`${folder}/`))
    if (isInside && (isCode(file) || file.endsWith(".css")) && !reached.has(file)) files.delete(file)
  }
}

/** A test, or what helps it, comes along if everything it imports does. */
function pruneTests(files: ProjectFiles) {
  const lacksImport = (file: string) => {
    try {
      return importsIn(files, file).some(({ to }) => /^[~.]/.test(to))
    } catch {
      return true
    }
  }
  const candidates = () => [...files.keys()].filter((file) => /^(test|scripts)\//.test(file) && isCode(file))
  for (let lacking = candidates().filter(lacksImport); lacking.length > 0; ) {
    for (const file of lacking) files.delete(file)
    lacking = candidates().filter(lacksImport)
  }
}

/** The files that the `scripts` of `package.json` run. */
function scriptsOf(files: ProjectFiles): string[] {
  const { scripts } = JSON.parse(files.get("package.json")?.toString() ?? "{}")
  return Object.values<string>(scripts).flatMap((script) => script.match(/\bscripts\/[\w/-]+\.\w+/g) ?? [])
}

const isCode = (file: string) => /\.(ts|tsx)$/.test(file) && !file.endsWith(".d.ts")

function importsIn(files: ProjectFiles, file: string) {
  return importsOf(file, files.get(file)?.toString() ?? "", (other) => files.has(other))
}

/** The docs link to pages that stay behind. Such a link becomes plain text, and its line in the index goes. */
function pruneLinks(files: ProjectFiles) {
  const names = [...files.keys(), "README.md"]
  for (const file of names.filter((name) => /^docs\/.*\.md$/.test(name))) {
    const isThere = (link: string) => {
      const target = path.posix.join(path.posix.dirname(file), link)
      return names.some((name) => name === target || name.startsWith(`${target}/`))
    }
    change(files, file, (text) =>
      file === "docs/README.md"
        ? text
            .split("\n")
            .filter((line) => [...line.matchAll(LINK)].every(([, , link = ""]) => isThere(link)))
            .join("\n")
        : text.replaceAll(LINK, (whole, label, link) => (isThere(link) ? whole : label))
    )
  }
}

/** A relative link in Markdown: its text and its path. */
const LINK = /\[([^\]]*)\]\((?!https?:|#)([^)#\s]+)[^)]*\)/g

/** A text is in use if code names it, as `test/unit/locales.test.ts` requires. */
function pruneTexts(files: ProjectFiles) {
  const code = [...files]
    .filter(([file]) => /^src\/.*\.tsx?$|^package\.json$/.test(file))
    .map(([, content]) => content.toString())
    .join("\n")
  const isUsed = (key: string) =>
    code.includes(`"${key.replace(/_(zero|one|two|few|many|other)$/, "")}"`) ||
    code.includes(`__MSG_${key}__`)
  for (const file of files.keys()) {
    if (!/^locales\/\w+\/messages\.json$/.test(file)) continue
    change(files, file, (text) =>
      asJson(Object.fromEntries(Object.entries(JSON.parse(text)).filter(([key]) => isUsed(key))))
    )
  }
}

function dropScripts(files: ProjectFiles, gone: Part[]) {
  change(files, "package.json", (text) => {
    const content = JSON.parse(text)
    for (const name of gone.flatMap(({ scripts = [] }) => scripts)) delete content.scripts[name]
    return asJson(content)
  })
}

/** Packages that code doesn't import, but tools need. */
const TOOLS = /^(@biomejs\/biome|@types\/.*|esbuild|plasmo|react|react-dom|tsx|typescript|vite|vitest)$/

function rewritePackage(files: ProjectFiles, gone: Part[]) {
  const imported = new Set(
    [...files].flatMap(([file, content]) => [
      ...(isCode(file) || file.endsWith(".d.ts")
        ? importsIn(files, file).map(({ to }) => packageOf(to))
        : []),
      ...(/^\/\/ @vitest-environment happy-dom/.test(content.subarray(0, 40).toString()) ? ["happy-dom"] : [])
    ])
  )
  const inUse = (dependencies: Record<string, string>) =>
    Object.fromEntries(
      Object.entries(dependencies).filter(
        ([name, version]) => TOOLS.test(name) || imported.has(name) || version.startsWith("file:")
      )
    )
  const entriesGone = gone.flatMap(({ manifest = [] }) => manifest)

  change(files, "package.json", (text) => {
    const content = JSON.parse(text)
    content.dependencies = inUse(content.dependencies)
    content.devDependencies = inUse(content.devDependencies)
    if (!content.devDependencies.puppeteer) delete content.puppeteer
    for (const list of ["permissions", "host_permissions"]) {
      content.manifest[list] = content.manifest[list].filter((entry: string) => !entriesGone.includes(entry))
    }
    return asJson(content)
  })
}

/** The package that an import names: "@clerk/shared/types" is of "@clerk/shared". */
function packageOf(specifier: string) {
  return specifier.split("/", specifier.startsWith("@") ? 2 : 1).join("/")
}

const asJson = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`
