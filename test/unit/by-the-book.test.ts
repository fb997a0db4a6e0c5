import { spawnSync } from "node:child_process"
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import path from "node:path"
import { afterAll, expect, test, vi } from "vitest"
import { contracts, type MessageName } from "~messaging/contracts"
import { PROJECT } from "../../scripts/project"

const MESSAGES = path.join(PROJECT, "src/background/messages")
// Inside the project, where its packages are found.
const COPY = path.join(PROJECT, "test/output/own-command")

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

test("a command of your own, without Clerk, needs its contract and its handler, and nothing else", () => {
  copyProduct()
  edit("src/messaging/contracts.ts", (code) =>
    code.replace(
      "export const contracts = {",
      'export const contracts = {\n  "save-note": command<void>()(v.object({ text: text(1000) })),'
    )
  )
  writeFileSync(
    path.join(COPY, "src/background/messages/save-note.ts"),
    `import { answers } from "~background/handlers"

export default answers("save-note", async ({ text }) => {
  await chrome.storage.local.set({ note: text })
})
`
  )
  writeFileSync(
    path.join(COPY, "src/tabs/note.tsx"),
    `import { useCommand } from "~react/use-command"

export default function NotePage() {
  const save = useCommand("save-note")
  return <button type="button" onClick={() => save.send({ text: "Buy milk" })}>{save.error?.message}</button>
}
`
  )

  expect(typeErrors()).toBe("")
})

test("a task of your own, with a key that the SDK doesn't type yet, needs its row and its page", () => {
  copyProduct()
  edit("locales/en/messages.json", (json) =>
    json.replace(
      "{",
      '{ "termsTitle": { "message": "Terms" }, "termsReason": { "message": "They are new." },'
    )
  )
  const row = {
    url: "/tabs/accept-terms.html",
    title: "termsTitle",
    reason: "termsReason",
    toolbar: "termsTitle"
  }
  edit("src/session/tasks.ts", (code) =>
    code.replace(
      "export const taskUrls = {",
      `export const taskUrls = {\n  "accept-terms": ${JSON.stringify(row)},`
    )
  )
  writeFileSync(
    path.join(COPY, "src/tabs/accept-terms.tsx"),
    `import { TaskPage } from "~screens/task-page/task-page"

export default function AcceptTermsPage() {
  return <TaskPage task="accept-terms">...</TaskPage>
}
`
  )

  expect(typeErrors()).toBe("")

  edit("src/session/tasks.ts", (code) => code.replace(',"toolbar":"termsTitle"', ""))
  expect(typeErrors()).toContain("src/session/tasks.ts")
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
  for (const part of ["src", "locales", "tsconfig.json"]) {
    cpSync(path.join(PROJECT, part), path.join(COPY, part), { recursive: true })
  }
}

function edit(file: string, change: (text: string) => string) {
  const before = readFileSync(path.join(COPY, file), "utf8")
  const after = change(before)
  if (after === before) throw new Error(`Nothing to change was found in ${file}.`)
  writeFileSync(path.join(COPY, file), after)
}

function typeErrors() {
  const tsc = path.join(PROJECT, "node_modules/typescript/lib/tsc.js")
  const { stdout } = spawnSync(process.execPath, [tsc, "-p", path.join(COPY, "src")], {
    cwd: COPY,
    encoding: "utf8"
  })
  return stdout.replaceAll("\\", "/")
}
