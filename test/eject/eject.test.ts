import { execFileSync } from "node:child_process"
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { afterAll, expect, test } from "vitest"
import { PROJECT } from "../../scripts/project"

// npm run test:eject, which takes half an hour: each project installs its own packages.

const folder = mkdtempSync(path.join(tmpdir(), "eject-"))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const KEY = "pk_test_ZW11bGF0b3IuY2xlcmsuYWNjb3VudHMuZGV2JA=="

/** Runs a command, whose output is in the error if it fails. */
function run(cwd: string, command: string, ...args: string[]) {
  const isWindows = process.platform === "win32"
  return execFileSync(command, args, { cwd, encoding: "utf8", shell: isWindows, maxBuffer: 1e8 })
}

function eject(name: string, ...options: string[]) {
  const directory = path.join(folder, name)
  run(PROJECT, "npm", "run", "eject", "--", directory, `--publishable-key=${KEY}`, ...options)
  return directory
}

test.for([
  [],
  ["--without=side-panel"],
  ["--without=workspace"],
  ["--without=phone"],
  ["--without=oauth"],
  ["--without=sync-host"],
  ["--without=side-panel,workspace,phone,oauth,sync-host"],
  ["--with=emulator", "--without=side-panel,sync-host"]
])("a project with %o installs, builds, and passes its own tests", (options) => {
  const directory = eject(`project-${options.join("").replaceAll(/\W+/g, "-")}`, ...options)

  // The lockfile is complete.
  run(directory, "npm", "ci", "--loglevel=error")
  run(directory, "npm", "test")
  run(directory, "npm", "run", "build")

  expect(existsSync(path.join(directory, "build/chrome-mv3-prod/manifest.json"))).toBe(true)
  expect(readFileSync(path.join(directory, "package-lock.json"), "utf8")).not.toMatch(
    /https?:\/\/[^"]*registry/
  )
  rmSync(directory, { recursive: true })
})

test.for([[], ["--without=side-panel,workspace,phone,oauth,sync-host"]])(
  "a project with the emulator, all tests and %o passes them",
  (options) => {
    const directory = eject(`tested-${options.length}`, "--with=emulator,tests", ...options)

    run(directory, "npm", "test")

    rmSync(directory, { recursive: true })
  }
)

test("a command and a task of the author's own work in a new project", () => {
  const directory = eject("own")
  const edit = (file: string, from: string, to: string) => {
    const code = readFileSync(path.join(directory, file), "utf8")
    expect(code).toContain(from)
    writeFileSync(path.join(directory, file), code.replace(from, to))
  }
  const create = (file: string, code: string) => writeFileSync(path.join(directory, file), code)

  edit(
    "src/messaging/contracts.ts",
    "export const contracts = {",
    'export const contracts = {\n  "save-note": command<void>()(v.object({ text: text(1000) })),'
  )
  create(
    "src/background/messages/save-note.ts",
    `import { answers } from "~background/handlers"

export default answers("save-note", async ({ text }) => {
  await chrome.storage.local.set({ note: text })
})
`
  )
  edit(
    "test/support/bodies.ts",
    '  "open-task": nothing,',
    '  "open-task": nothing,\n  "save-note": { accepted: [{ text: "Buy milk" }], refused: [undefined, {}, { text: "" }] },'
  )
  edit(
    "src/session/tasks.ts",
    "export const taskUrls = {",
    `export const taskUrls = {
  "accept-terms": {
    url: "/tabs/accept-terms.html",
    title: "setupMfaTitle",
    reason: "setupMfaReason",
    toolbar: "toolbarSetupMfa"
  },`
  )
  create(
    "src/tabs/accept-terms.tsx",
    `import { TaskPage } from "~screens/task-page/task-page"

export default function AcceptTermsPage() {
  return <TaskPage task="accept-terms">...</TaskPage>
}
`
  )

  run(directory, "npm", "run", "check")
  run(directory, "npm", "run", "build")

  expect(existsSync(path.join(directory, "build/chrome-mv3-prod/tabs/accept-terms.html"))).toBe(true)
})
