import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { afterEach, beforeEach, describe, expect, test } from "vitest"
import type { PackageJson } from "../../../../scripts/checks/problem"
import { problemsOfProject } from "../../../../scripts/checks/project-problems"
import { PROJECT } from "../../../../scripts/project"

const real: PackageJson = JSON.parse(readFileSync(path.join(PROJECT, "package.json"), "utf8"))
const react = { name: "react", version: "19.2.9" }
const stub = { version: "0.0.0", private: true }

let project: string
beforeEach(() => {
  project = mkdtempSync(path.join(tmpdir(), "project-"))
  write("package.json", real)
  write("tsconfig.json", '{\n  // A comment.\n  "compilerOptions": { "paths": { "~*": ["./src/*"], } }\n}')
  write("locales/en/messages.json", {})
  write("src/popup/index.tsx", 'import { useState } from "react"\nimport * as v from "valibot"')
  for (const name of ["valibot", "plasmo", "@plasmohq/parcel-config", "@clerk/chrome-extension"])
    install(name)
  install("react", react)
  install("react-dom", { version: react.version, peerDependencies: { react: "^19.2.9" } })
  install("@clerk/ui", stub)
})
afterEach(() => rmSync(project, { recursive: true }))

function write(file: string, content: object | string) {
  const whole = path.join(project, file)
  mkdirSync(path.dirname(whole), { recursive: true })
  writeFileSync(whole, typeof content === "string" ? content : JSON.stringify(content))
}

const install = (name: string, content: object = { version: "1.0.0" }) =>
  write(`node_modules/${name}/package.json`, content)

function changePackageJson(change: object) {
  write("package.json", { ...real, ...change })
}

const changeManifest = (change: object) => changePackageJson({ manifest: { ...real.manifest, ...change } })

const problems = () => problemsOfProject(project)

test("this project has no problems", () => {
  expect(problemsOfProject()).toEqual([])
})

test("a project in which everything fits has no problems", () => {
  expect(problems()).toEqual([])
})

describe("for package.json", () => {
  test.each<[string, object, string]>([
    ["engines.node", { engines: { node: ">=20" } }, '"engines.node"'],
    ["no browserslist", { browserslist: undefined }, "far older"],
    ["no alias", { alias: {} }, '"process"'],
    ["a script that runs Plasmo directly", { scripts: { build: "plasmo build" } }, '"build" script'],
    ["a dev script that runs Plasmo directly", { scripts: { dev: "npx plasmo dev" } }, '"dev" script']
  ])("%s is a problem", (_, change, message) => {
    changePackageJson(change)

    expect(problems()).toMatchObject([
      {
        subject: "package.json",
        message: expect.stringContaining(message),
        fix: expect.stringMatching(/.{10}/)
      }
    ])
  })

  test.each<[string, object, string]>([
    ["no default_locale", { default_locale: undefined }, "refuse to load"],
    ["a default_locale without texts", { default_locale: "sv" }, "locales/sv/messages.json"],
    ["no minimum_chrome_version", { minimum_chrome_version: undefined }, "older versions of Chrome"],
    [
      "a minimum_chrome_version that is too low",
      { minimum_chrome_version: "116.0" },
      "older versions of Chrome"
    ]
  ])("a manifest with %s is a problem", (_, change, message) => {
    changeManifest(change)

    expect(problems()).toMatchObject([{ subject: "package.json", message: expect.stringContaining(message) }])
  })

  test("a newer minimum_chrome_version is fine", () => {
    changeManifest({ minimum_chrome_version: "150" })

    expect(problems()).toEqual([])
  })
})

describe("for tsconfig.json", () => {
  test.each([
    ["no paths", {}, "doesn't resolve"],
    ["paths that lead to the root", { compilerOptions: { paths: { "~*": ["./*"] } } }, "not to src"],
    ["a base without paths", { extends: "plasmo/templates/tsconfig.base" }, "doesn't resolve"]
  ])("%s is a problem", (_, content, message) => {
    write("tsconfig.json", content)

    expect(problems()).toMatchObject([
      { subject: "tsconfig.json", message: expect.stringContaining(message) }
    ])
  })

  test("none at all is a problem", () => {
    rmSync(path.join(project, "tsconfig.json"))

    expect(problems()).toMatchObject([{ subject: "tsconfig.json" }])
  })

  test.each([
    ["baseUrl", { compilerOptions: { baseUrl: "./src", paths: { "~*": ["./*"] } } }],
    ["a base that has them", { extends: "./src/tsconfig.json" }]
  ])("paths to src with %s are fine", (_, content) => {
    write("src/tsconfig.json", { compilerOptions: { paths: { "~*": ["./*"] } } })
    write("tsconfig.json", content)

    expect(problems()).toEqual([])
  })
})

describe("for packages", () => {
  test("one that src imports and package.json doesn't list is a problem, with the command of the package manager", () => {
    const { valibot: _, ...dependencies } = real.dependencies ?? {}
    changePackageJson({ dependencies })
    expect(problems()).toMatchObject([
      { message: expect.stringContaining("src imports valibot"), fix: 'Run "npm install valibot".' }
    ])

    write("pnpm-lock.yaml", "")

    expect(problems()[0]?.fix).toBe('Run "pnpm add valibot".')
  })

  test("one that isn't installed is a problem", () => {
    rmSync(path.join(project, "node_modules/valibot"), { recursive: true })

    expect(problems()).toMatchObject([{ subject: "Packages", fix: 'Run "npm install".' }])
  })

  test("Plasmo's own out of reach are a problem, as with pnpm's default layout", () => {
    rmSync(path.join(project, "node_modules/@plasmohq/parcel-config"), { recursive: true })
    write("pnpm-lock.yaml", "")

    expect(problems()).toMatchObject([
      { subject: "Plasmo", fix: expect.stringContaining("nodeLinker: hoisted") }
    ])
  })

  test("no node_modules folder is a problem with Yarn 4, which makes one only on request", () => {
    rmSync(path.join(project, "node_modules"), { recursive: true })
    write("yarn.lock", "__metadata:")

    expect(problems()).toContainEqual(
      expect.objectContaining({ fix: expect.stringContaining('"nodeLinker: node-modules" to .yarnrc.yml') })
    )
  })

  test("Plasmo itself not installed is a problem", () => {
    rmSync(path.join(project, "node_modules/plasmo"), { recursive: true })

    expect(problems()).toMatchObject([
      { subject: "Plasmo", fix: expect.stringContaining("npm install plasmo@") }
    ])
  })

  test("Clerk's components in place of the stub are a problem, with the fix for the package manager", () => {
    install("@clerk/ui", { version: "1.30.0" })
    expect(problems()).toMatchObject([
      {
        subject: "Overrides",
        message: expect.stringContaining("@clerk/ui isn't replaced"),
        fix: expect.stringContaining('"overrides"')
      }
    ])

    changePackageJson({ packageManager: "yarn@4.18.1" })
    expect(problems()[0]?.fix).toContain('"resolutions"')
  })

  test("Clerk's components below the package that imports them are found too", () => {
    install("@clerk/chrome-extension/node_modules/@clerk/ui", { version: "1.30.0" })

    expect(problems()).toMatchObject([{ subject: "Overrides" }])
  })
})

describe("for React", () => {
  test.each([
    ["18", "18.3.1", "18.3.1"],
    ["19 without useEffectEvent", "19.1.0", "19.1.0"],
    ["20", "20.0.0", "20.0.0"],
    ["two different versions", "19.2.9", "19.3.0"]
  ])("%s is a problem", (_, version, domVersion) => {
    install("react", { version })
    install("react-dom", { version: domVersion })

    expect(problems()).toMatchObject([
      {
        subject: "React",
        message: expect.stringContaining(version),
        fix: expect.stringContaining("npm install react@")
      }
    ])
  })

  test("19.3 is fine", () => {
    install("react", { version: "19.3.1" })
    install("react-dom", { version: "19.3.1" })

    expect(problems()).toEqual([])
  })

  test("none is a problem", () => {
    rmSync(path.join(project, "node_modules/react"), { recursive: true })

    expect(problems()).toMatchObject([{ message: expect.stringContaining("isn't installed") }])
  })

  test("a second one below a dependency is a problem", () => {
    changePackageJson({ dependencies: { ...real.dependencies, "date-picker": "1.0.0" } })
    install("date-picker", { version: "1.0.0", peerDependencies: { react: "18" } })
    install("date-picker/node_modules/react", { version: "18.3.1" })

    expect(problems()).toMatchObject([
      { subject: "React", message: expect.stringContaining("date-picker would use a second React") }
    ])
  })
})

describe("for entry points", () => {
  test.each(["popup.tsx", "background.ts", "options/index.tsx"])("%s outside src is a problem", (file) => {
    write(file, "")

    expect(problems()).toMatchObject([
      { subject: "Entry points", message: expect.stringContaining(`Plasmo ignores ${file}`) }
    ])
  })

  test("pages outside src are a problem, and another folder with the same name isn't", () => {
    write("contents/notes.md", "")
    expect(problems()).toEqual([])

    write("tabs/my-page.tsx", "")

    expect(problems()).toMatchObject([{ message: expect.stringContaining("Plasmo ignores tabs") }])
  })

  test("two popups are a problem", () => {
    write("src/popup.tsx", "")

    expect(problems()).toMatchObject([
      { message: "Plasmo silently takes only one of src/popup.tsx and src/popup/index.tsx." }
    ])
  })
})
