import { execFileSync } from "node:child_process"
import { existsSync, readdirSync, readFileSync } from "node:fs"
import path from "node:path"
import { describe, expect, test } from "vitest"
import { parse } from "yaml"
import { PROJECT } from "../../scripts/project"

const files = execFileSync("git", ["ls-files"], { cwd: PROJECT, encoding: "utf8" }).trim().split("\n")
const read = (file: string) => readFileSync(path.join(PROJECT, file), "utf8")
/** With the text of each file that matches, except files that are deleted and not yet committed. */
const texts = (pattern: RegExp) =>
  files
    .filter((file) => pattern.test(file) && existsSync(path.join(PROJECT, file)))
    .map((file) => ({ file, text: read(file) }))

const packageJson = JSON.parse(read("package.json"))

test("every npm script that a workflow, a page or a message names exists", () => {
  // Tests may name scripts of their own.
  const isElsewhere = /^(CHANGELOG\.md$|test\/|bench\/documented-pattern\/)/
  const named = texts(/\.(md|ya?ml|ts|tsx|mjs)$|^\.ci\/|^\.env\.example$/)
    .filter(({ file }) => !isElsewhere.test(file))
    .flatMap(({ file, text }) =>
      [...text.matchAll(/\bnpm (?:run ([a-z][\w-]*(?::[\w-]+)*)|(test)\b)/g)].map(
        ([_, script, testScript]) => ({
          file,
          script: script ?? testScript ?? ""
        })
      )
    )

  expect(named.filter(({ file }) => file.startsWith(".github/workflows/"))).not.toEqual([])
  expect(named.filter(({ script }) => !(script in packageJson.scripts))).toEqual([])
})

test("no file names a folder of someone's computer, or where packages were downloaded from", () => {
  const forbidden = [
    // A home folder, and the folders of containers and runners.
    /(?<![\w.:/~-])\/(?:home|Users|tmp|work|workspace|mnt|root)\/[\w.-]/,
    /\b[A-Z]:\\Users\\|file:\/\/\/(?:home|Users|tmp|work)\//i,
    /\bregistry\.(?:npmjs|yarnpkg)\./,
    /_authToken|_auth=|\/\/[\w.-]+\/(?:npm|artifactory|repository)\//
  ]
  const found = texts(/^(?!.*\.(?:png|ico)$)/)
    .filter(({ file }) => file !== "test/unit/repository.test.ts")
    .flatMap(({ file, text }) =>
      forbidden.flatMap((pattern) => pattern.exec(text)?.[0] ?? []).map((hit) => `${file}: ${hit}`)
    )

  expect(found).toEqual([])
})

test("every text file ends its lines with a line feed, on every platform", () => {
  expect(read(".gitattributes")).toMatch(/^\* text=auto eol=lf$/m)
  expect(texts(/^(?!.*\.png$)/).filter(({ text }) => text.includes("\r\n"))).toEqual([])
})

test("the style that CONTRIBUTING.md shows is in the code", () => {
  const examples = [...read("CONTRIBUTING.md").matchAll(/```ts\n\/\/ (\S+)\n([\s\S]*?)```/g)]

  expect(examples).not.toEqual([])
  for (const [_, file = "", code = ""] of examples) expect(read(file)).toContain(code)
})

test(".nvmrc names a Node that package.json allows", () => {
  const oldest = /^>=(\d+)\./.exec(packageJson.devEngines.runtime.version)?.[1]

  expect(Number(read(".nvmrc"))).toBeGreaterThanOrEqual(Number(oldest))
})

describe.each(readdirSync(path.join(PROJECT, ".github/workflows")))("the workflow %s", (name) => {
  const workflow: Workflow = parse(read(`.github/workflows/${name}`))
  const jobs = Object.values(workflow.jobs)
  const steps = jobs.flatMap((job) => job.steps)

  test("may do nothing that it doesn't name, and ends", () => {
    expect(workflow.permissions).toBeDefined()
    for (const permissions of [workflow.permissions, ...jobs.map((job) => job.permissions ?? {})]) {
      const written = Object.entries(permissions).filter(([, access]) => access !== "read")
      expect(written).toEqual(name === "release.yml" && written.length > 0 ? [["contents", "write"]] : [])
    }
    for (const job of jobs) expect(job["timeout-minutes"]).toBeGreaterThan(0)
  })

  test("runs actions of GitHub alone, each at one commit, with its version beside it", () => {
    const lines = read(`.github/workflows/${name}`).match(/uses:.*/g) ?? []

    expect(lines).toHaveLength(steps.filter((step) => step.uses).length)
    expect(
      lines.filter((line) => !/^uses: actions\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line))
    ).toEqual([])
  })

  test("leaves no token behind, and puts nothing that others write into a command", () => {
    for (const { uses = "", with: options = {}, run = "" } of steps) {
      if (uses.startsWith("actions/checkout@")) expect(options["persist-credentials"]).toBe(false)
      expect(run).not.toContain("${{")
    }
  })

  test("installs what package-lock.json lists", () => {
    const installing = steps.filter(({ run = "" }) => /\bnpm (i|install|ci)\b/.test(run))

    for (const { run } of installing) expect(run).toBe("npm ci")
  })
})

test("checks run on the oldest Node that package.json allows and on the one in .nvmrc", () => {
  const oldest = packageJson.devEngines.runtime.version.replace(">=", "")

  for (const [name, job] of [
    ["check.yml", "check"],
    ["e2e.yml", "e2e"]
  ] as const) {
    const { jobs }: Workflow = parse(read(`.github/workflows/${name}`))
    expect(jobs[job]?.strategy?.matrix.node).toEqual([oldest, read(".nvmrc").trim()])
  }
})

describe("the forms for issues", () => {
  const folder = ".github/ISSUE_TEMPLATE"
  const forms = readdirSync(path.join(PROJECT, folder)).filter((name) => name !== "config.yml")

  test.each(forms)("%s is one that GitHub accepts", (name) => {
    const form: Form = parse(read(`${folder}/${name}`))
    const ids = form.body.flatMap(({ id }) => id ?? [])

    expect(form.name && form.description).toBeTruthy()
    expect(new Set(ids).size).toBe(ids.length)
    for (const { type, id, attributes } of form.body) {
      expect(["markdown", "textarea", "input", "dropdown", "checkboxes"]).toContain(type)
      if (type === "markdown") expect(attributes.value).toBeTruthy()
      else expect(id && attributes.label).toBeTruthy()
      if (/dropdown|checkboxes/.test(type)) expect(attributes.options?.length).toBeGreaterThan(1)
    }
  })
})

test("Dependabot watches every folder with a lockfile, and the workflows", () => {
  const {
    updates
  }: { updates: { "package-ecosystem": string; directories?: string[]; directory?: string }[] } = parse(
    read(".github/dependabot.yml")
  )
  const watched = updates.flatMap((update) => update.directories ?? update.directory ?? [])
  const locked = files
    .filter((file) => /(^|\/)package-lock\.json$/.test(file))
    .map((file) => `/${path.posix.dirname(file)}`)

  expect(updates.map((update) => update["package-ecosystem"])).toContain("github-actions")
  expect(watched).toEqual(expect.arrayContaining(locked.map((folder) => folder.replace(/\.$/, ""))))
})

type Permissions = Record<string, string>
type Workflow = {
  permissions: Permissions
  jobs: Record<
    string,
    {
      "timeout-minutes": number
      permissions?: Permissions
      strategy?: { matrix: { node: string[] } }
      steps: { uses?: string; with?: Record<string, unknown>; run?: string }[]
    }
  >
}
type Form = {
  name: string
  description: string
  body: { type: string; id?: string; attributes: { label?: string; value?: string; options?: unknown[] } }[]
}
