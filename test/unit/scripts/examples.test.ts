import { existsSync, readdirSync, readFileSync } from "node:fs"
import path from "node:path"
import { parse } from "dotenv"
import { describe, expect, test } from "vitest"
import {
  chooseExamples,
  EXAMPLES,
  environmentFor,
  folderOf,
  listOfExamples,
  newerNodeFor
} from "../../../scripts/examples/examples"
import { PROJECT } from "../../../scripts/project"
import { readFiles } from "../../../scripts/project-files"
import { taskUrls } from "../../../src/session/tasks"

const emulator = {
  url: "http://localhost:4000",
  publishableKey: "pk_test_ZXhhbXBsZS5jb20k",
  secretKey: "sk_test_emulator"
}
const read = (file: string) => readFileSync(path.join(PROJECT, file), "utf8")
const foldersIn = (folder: string) =>
  readdirSync(path.join(PROJECT, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)

test("the table has each folder of examples/web, and no other", () => {
  expect(EXAMPLES.map(({ name }) => name).sort()).toEqual(foldersIn("examples/web").sort())
})

test("the guide on sharing a session lists each example", () => {
  const page = read("docs/guides/share-a-session.md")
  const listed = [...page.matchAll(/^\| \[(.+?)\]/gm)].map(([, title]) => title)

  expect(listed.sort()).toEqual(EXAMPLES.map(({ title }) => title).sort())
})

test("examples are chosen by name, in the order of the table, and without a name all are", () => {
  expect(chooseExamples(["vue", "react"]).map(({ name }) => name)).toEqual(["react", "vue"])
  expect(chooseExamples([])).toEqual(EXAMPLES)
})

test("an unknown name is refused with a list of all", () => {
  expect(() => chooseExamples(["react", "angular"])).toThrow(/"angular"[\s\S]*@clerk\/react/)
  expect(listOfExamples().split("\n")).toHaveLength(EXAMPLES.length)
})

describe.each(EXAMPLES)("the $title example", (example) => {
  const folder = folderOf(example)
  const packageJson = JSON.parse(read(`${folder}/package.json`))
  const sources = [...readFiles(path.join(PROJECT, folder), ["src", "app", "server", "pages", "public"])]
    .concat([...readFiles(PROJECT, sourcesAt(folder))])
    .map(([, content]) => content.toString())
    .join("\n")

  test("uses its SDK, and has its own lockfile", () => {
    expect(packageJson.dependencies).toHaveProperty(example.sdk)
    expect(existsSync(path.join(PROJECT, folder, "package-lock.json"))).toBe(true)
    expect(packageJson.scripts.dev).toBeTruthy()
  })

  test("has a page for each task that the extension knows", () => {
    for (const key of Object.keys(taskUrls)) {
      expect(sources).toMatch(new RegExp(`"?${key}"?: "/tasks/${key}"`))
    }
  })

  test("lists its variables in .env.example, and contains nothing for the emulator", () => {
    const { publishableKey, secretKey } = example.variables
    const variables = parse(read(`${folder}/.env.example`))

    for (const name of [publishableKey, ...(secretKey ? [secretKey] : [])]) expect(variables[name]).toBe("")
    expect(sources).not.toMatch(/emulator/i)
  })

  test("gets the emulator's keys, and keeps what its .env.example sets", () => {
    const { publishableKey, secretKey, apiUrl } = example.variables
    const environment = environmentFor(example, emulator)

    expect(environment).toMatchObject(
      Object.fromEntries([
        [publishableKey, emulator.publishableKey],
        ...(secretKey ? [[secretKey, emulator.secretKey]] : []),
        ...(apiUrl ? [[apiUrl, emulator.url]] : [])
      ])
    )
    expect(Object.keys(environment)).toEqual(
      expect.arrayContaining(Object.keys(parse(read(`${folder}/.env.example`))))
    )
  })

  test("names the Node that it needs, as a version and newer", () => {
    const oldest = packageJson.engines.node.replace(/^>=/, "")

    expect(packageJson.engines.node).toMatch(/^>=\d+(\.\d+){1,2}$/)
    expect(newerNodeFor(example, oldest)).toBeUndefined()
    expect(newerNodeFor(example, "100.0.0")).toBeUndefined()
    expect(newerNodeFor(example, "18.20.1")).toMatch(
      new RegExp(`^The ${example.title} example needs Node ${oldest} or newer, and this is 18\\.20\\.1\\.`)
    )
  })
})

/** Configuration beside the sources, which has `taskUrls` in some frameworks. */
function sourcesAt(folder: string) {
  return readdirSync(path.join(PROJECT, folder))
    .filter((name) => /\.(ts|js|mjs)$/.test(name))
    .map((name) => `${folder}/${name}`)
}
