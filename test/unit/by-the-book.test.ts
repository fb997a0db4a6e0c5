import { spawnSync } from "node:child_process"
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import path from "node:path"
import { afterAll, expect, test, vi } from "vitest"
import { contracts, type MessageName } from "~messaging/contracts"
import { PROJECT } from "../../scripts/project"
import { applyGuide } from "../support/guides"

const MESSAGES = path.join(PROJECT, "src/background/messages")
// Inside the project, where its packages are found.
const COPY = path.join(PROJECT, "test/output/own-command")
/** The guides whose code blocks are applied to a copy of the project. */
const GUIDES = ["your-popup.md", "protect-a-page.md", "a-command.md", "your-own-task.md"]

const FIELDS = "src/react/fields.ts"

// A safety net: each type check takes seconds.
vi.setConfig({ testTimeout: 120_000 })

afterAll(() => rmSync(COPY, { recursive: true, force: true }))

test("each message has one handler, in the file with its name", () => {
  const names = readdirSync(MESSAGES).map((file) => file.replace(/\.ts$/, ""))

  expect(names.sort()).toEqual(Object.keys(contracts).sort())
})

test.for(Object.entries(contracts))("the handler of %s has its own name and kind", ([name, { kind }]) => {
  const code = readFileSync(path.join(MESSAGES, `${name}.ts`), "utf8")
  const kinds: Record<typeof kind, string> = { query: "asks|answers", command: "changes|answers" }

  expect(code).toMatch(
    new RegExp(`export default (${kinds[kind]})\\("${name satisfies string as MessageName}"`)
  )
})

test("the guides work, one after the other, and docs/api.md has each field", () => {
  copyProduct()
  for (const part of ["emulator", "scripts", "test/e2e", "test/states", "test/support"]) copy(part)
  const edits = GUIDES.flatMap((guide) => applyGuide(guide, COPY))
  const include = edits.map(({ file }) => file).filter((file) => /\.tsx?$/.test(file))
  writeFileSync(path.join(COPY, FIELDS), fieldChecks(readFileSync(path.join(PROJECT, "docs/api.md"), "utf8")))
  const declarations = ["src/css.d.ts", "src/messaging/plasmo.d.ts"]
  writeFileSync(
    path.join(COPY, "tsconfig.guides.json"),
    JSON.stringify({ extends: "./tsconfig.json", include: [...declarations, ...include, FIELDS] })
  )

  expect(edits.length).toBeGreaterThan(15)
  expect(typeErrors("tsconfig.guides.json")).toBe("")
})

test("a task is completed in a web app once its row has an https address and its page is deleted", () => {
  copyProduct()
  edit("src/session/tasks.ts", (code) =>
    code
      .replace('url: "/tabs/setup-mfa.html"', 'url: "https://app.example.com/setup-mfa"')
      .replace(/ {4}title: "setupMfaTitle",\n {4}reason: "setupMfaReason",\n/, "")
  )
  rmSync(path.join(COPY, "src/tabs/setup-mfa.tsx"))

  expect(typeErrors()).toBe("")
})

test("code of the extension can't use what only Node has", () => {
  copyProduct()
  writeFileSync(path.join(COPY, "src/node.ts"), 'export const bytes = Buffer.from("a")\n')

  expect(typeErrors()).toContain("src/node.ts")
})

test.for([
  ["docs/api.md", 4],
  ["docs/guides/call-your-api.md", 2]
] as const)("the examples in %s have the right types", ([page, count]) => {
  copyProduct()
  const docs = readFileSync(path.join(PROJECT, page), "utf8")
  const examples = [
    ...docs.matchAll(/```tsx?\n\/\/ (src\/(?:screens|background)\/(?!messages\/)\S+)\n([\s\S]*?)```/g)
  ]
  for (const [_, file = "", code = ""] of examples) {
    mkdirSync(path.dirname(path.join(COPY, file)), { recursive: true })
    writeFileSync(path.join(COPY, file), code)
  }

  expect(examples.length).toBeGreaterThanOrEqual(count)
  expect(typeErrors()).toBe("")
})

function copyProduct() {
  rmSync(COPY, { recursive: true, force: true })
  mkdirSync(COPY, { recursive: true })
  for (const part of ["src", "locales", "tsconfig.json"]) copy(part)
}

function copy(part: string) {
  const from = path.join(PROJECT, part)
  if (existsSync(from)) cpSync(from, path.join(COPY, part), { recursive: true })
}

function edit(file: string, change: (text: string) => string) {
  const before = readFileSync(path.join(COPY, file), "utf8")
  const after = change(before)
  if (after === before) throw new Error(`Nothing to change was found in ${file}.`)
  writeFileSync(path.join(COPY, file), after)
}

function typeErrors(project = "src") {
  const tsc = path.join(PROJECT, "node_modules/typescript/lib/tsc.js")
  const { stdout } = spawnSync(process.execPath, [tsc, "-p", path.join(COPY, project)], {
    cwd: COPY,
    encoding: "utf8"
  })
  return stdout.replaceAll("\\", "/")
}

/** What each item of the list in docs/api.md is about: what ours returns, and what Clerk's does. */
const SUBJECTS = [
  ["Auth", "UseAuthReturn"],
  ["UseUser", "UseUserReturn"],
  ["User", "UserResource"],
  ["UseSession", "UseSessionReturn"],
  ["Session", "SignedInSessionResource"],
  ["UseOrganization", "ReturnType<typeof useOrganization>"],
  ["Organization", "OrganizationResource"],
  ["Membership", "OrganizationMembershipResource"]
] as const

const FIELD_TYPES = [
  ["@clerk/shared/react", "useOrganization"],
  ["@clerk/shared/types", "OrganizationMembershipResource, OrganizationResource, SignedInSessionResource"],
  ["@clerk/shared/types", "UseAuthReturn, UserResource, UseSessionReturn, UseUserReturn"],
  ["./use-auth", "Auth"],
  ["./use-organization", "Membership, Organization, UseOrganization"],
  ["./use-session", "Session, UseSession"],
  ["./use-user", "User, UseUser"]
]

/** Code that compiles only if the list has each field of ours, and each of Clerk's that ours lacks, except methods. */
function fieldChecks(docs: string) {
  const [list = ""] = /^- `useAuth\(\)`: [\s\S]*?\n\n/m.exec(docs) ?? []
  const items = list.split(/^- /m).slice(1)
  const names = (text = "") =>
    `{ ${[...text.matchAll(/`(\w+)`/g)].map(([, name]) => `${name}: true`).join(", ")} }`
  const checks = SUBJECTS.map(([ours, clerks], index) => {
    const [here, away] = items[index]?.replace(/^[^:]*:/, "").split(/Only\s+in\s+Clerk:/) ?? []
    return `const here${index}: Fields<${ours}> = ${names(here)}
const away${index}: Missing<${clerks}, ${ours}> = ${names(away)}
void [here${index}, away${index}]`
  })
  const imports = FIELD_TYPES.map(([from, names]) => `import type { ${names} } from "${from}"`)
  return `${imports.join("\n")}

type Keys<T> = T extends unknown ? keyof T : never
type Methods<T> = T extends unknown
  ? { [K in keyof T]-?: NonNullable<T[K]> extends (...args: never[]) => unknown ? K : never }[keyof T]
  : never
type Fields<T> = Record<Keys<T>, true>
type Missing<Clerks, Ours> = Record<Exclude<Keys<Clerks>, Keys<Ours> | Methods<Clerks> | "pathRoot">, true>
${checks.join("\n")}
`
}
