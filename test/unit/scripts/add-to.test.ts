import { spawnSync } from "node:child_process"
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { isBuiltin } from "node:module"
import { tmpdir } from "node:os"
import path from "node:path"
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest"
import { addTo } from "../../../scripts/add-to"
import { problemsOfPackageJson, problemsOfTsconfig } from "../../../scripts/checks/configuration-files"
import { problemsOfEntryPoints } from "../../../scripts/checks/entry-points"
import type { Project } from "../../../scripts/merge-package-json"
import { PROJECT } from "../../../scripts/project"
import { filesIn } from "../../../scripts/scan-build"

/** As `create-plasmo` makes it. */
const created: Project = {
  name: "my-extension",
  displayName: "My extension",
  description: "A basic Plasmo extension.",
  scripts: { dev: "plasmo dev", build: "plasmo build", package: "plasmo package" },
  dependencies: { plasmo: "0.90.5", react: "18.2.0", "react-dom": "18.2.0" },
  devDependencies: { "@types/react": "18.2.48", prettier: "3.2.4" },
  manifest: { host_permissions: ["https://*/*"] }
}

// Each test copies some 400 files.
vi.setConfig({ testTimeout: 30_000 })

let target: string
beforeEach(() => {
  target = mkdtempSync(path.join(tmpdir(), "add-to-"))
  write("tsconfig.json", { extends: "plasmo/templates/tsconfig.base" })
  write(".gitignore", "build/")
  write("src/my-popup.tsx", "export function MyPopup() {}")
  start(created)
})
afterEach(() => rmSync(target, { recursive: true }))

function write(file: string, content: object | string) {
  const whole = path.join(target, file)
  mkdirSync(path.dirname(whole), { recursive: true })
  writeFileSync(whole, typeof content === "string" ? content : JSON.stringify(content))
}

function start(project: object) {
  write("package.json", project)
  commit()
}

function commit() {
  git("init", "--quiet")
  git("add", "--all")
  git("-c", "user.name=Ada", "-c", "user.email=ada@example.com", "commit", "--quiet", "--message=Start")
}

const git = (...args: string[]) => spawnSync("git", args, { cwd: target, encoding: "utf8" }).stdout

const read = (file: string) => readFileSync(path.join(target, file), "utf8")
const packageJson = (): Project & { manifest: NonNullable<Project["manifest"]> } =>
  JSON.parse(read("package.json"))

test("the settings and entry points fit after it", () => {
  addTo(target)

  expect(problemsOfPackageJson(target, packageJson() as object)).toEqual([])
  expect(problemsOfTsconfig(target)).toEqual([])
  expect(problemsOfEntryPoints(target)).toEqual([])
})

test("what the extension needs replaces the project's versions and scripts, and the rest stays", () => {
  const ours = JSON.parse(readFileSync(path.join(PROJECT, "package.json"), "utf8"))

  const notes = addTo(target)

  const { dependencies = {}, devDependencies = {}, scripts = {}, overrides = {}, ...rest } = packageJson()
  expect(rest).toMatchObject({ name: "my-extension", displayName: "My extension" })
  expect(scripts).toMatchObject({ build: "tsx scripts/build.ts", doctor: "tsx scripts/doctor.ts" })
  expect(dependencies).toMatchObject({ ...ours.dependencies, plasmo: ours.devDependencies.plasmo })
  expect(devDependencies).toMatchObject({ prettier: "3.2.4", "@clerk/ui": "file:stubs/empty" })
  expect(Object.keys(devDependencies)).not.toContain("plasmo")
  expect(Object.keys(devDependencies)).not.toContain("puppeteer")
  expect(overrides).toMatchObject({ "@clerk/ui": "$@clerk/ui" })
  expect(notes).toEqual([
    expect.stringContaining(`react (18.2.0 → ${ours.dependencies.react})`),
    expect.stringContaining("asks for https://*/*")
  ])
})

test("the manifest has the permissions of both, and the project's name and description in every language", () => {
  addTo(target)

  const { host_permissions, permissions, name } = packageJson().manifest
  expect(host_permissions).toEqual(expect.arrayContaining(["https://*/*", "$CLERK_FRONTEND_API/*"]))
  expect(permissions).toContain("alarms")
  expect(name).toBe("__MSG_extensionName__")
  for (const language of ["en", "de"]) {
    expect(JSON.parse(read(`locales/${language}/messages.json`))).toMatchObject({
      extensionName: { message: "My extension" },
      extensionDescription: { message: "A basic Plasmo extension." },
      popupTitle: { message: expect.any(String) }
    })
  }
})

test("the scripts that it copies import nothing that isn't there", () => {
  addTo(target)

  const { dependencies, devDependencies } = packageJson()
  const listed = Object.keys({ ...dependencies, ...devDependencies })
  for (const file of filesIn(path.join(target, "scripts"))) {
    const imports = [
      ...read(`scripts/${file}`).matchAll(/^(?:import|export|\}).* from "([^"]+)"|\bimport\("([^"]+)"/gm)
    ]
    for (const [, fixed, lazy = ""] of imports) {
      const name = fixed ?? lazy
      if (name.startsWith(".")) {
        expect(existsSync(path.join(target, "scripts", path.dirname(file), `${name}.ts`)), name).toBe(true)
      } else if (!isBuiltin(name)) {
        expect(listed).toContain(name)
      }
    }
  }
})

test("git ignores files with secrets, and not the example", () => {
  addTo(target)

  expect(git("check-ignore", ".env", ".env.production.local", ".env.example").split("\n")).toEqual([
    ".env",
    ".env.production.local",
    ""
  ])
})

test("an icon and texts of the project stay", () => {
  write("assets/icon512.png", "theirs")
  write("locales/en/messages.json", { greeting: { message: "Hello" } })
  commit()

  addTo(target)

  expect(filesIn(path.join(target, "assets"))).toEqual(["icon512.png"])
  expect(JSON.parse(read("locales/en/messages.json"))).toMatchObject({
    greeting: { message: "Hello" },
    popupTitle: expect.anything()
  })
})

test("engines.node becomes devEngines", () => {
  start({ ...created, engines: { node: ">=20", npm: ">=10" } })

  const notes = addTo(target)

  expect(packageJson()).toMatchObject({ engines: { npm: ">=10" }, devEngines: expect.anything() })
  expect(packageJson()).not.toHaveProperty("engines.node")
  expect(notes).toContainEqual(expect.stringContaining("devEngines"))
})

test("a manifest of the project keeps what the extension doesn't need, and a note names what was replaced", () => {
  start({
    ...created,
    manifest: { name: "Theirs", key: "abc", permissions: ["tabs"], minimum_chrome_version: "116" }
  })

  const notes = addTo(target)

  expect(packageJson().manifest).toMatchObject({
    name: "Theirs",
    key: "abc",
    permissions: expect.arrayContaining(["tabs", "alarms"]),
    minimum_chrome_version: "140"
  })
  expect(notes).toEqual(
    expect.arrayContaining([
      expect.stringContaining('"minimum_chrome_version" was replaced'),
      expect.stringContaining("CRX_PUBLIC_KEY")
    ])
  )
})

describe("for pnpm and Yarn", () => {
  test("pnpm gets the overrides and a flat node_modules in pnpm-workspace.yaml", () => {
    write("pnpm-lock.yaml", "")
    write("pnpm-workspace.yaml", "overrides:\n  lodash: 4.17.21\nonlyBuiltDependencies:\n  - esbuild\n")
    commit()

    addTo(target)

    const lines = read("pnpm-workspace.yaml").split("\n")
    expect(lines).toContain("nodeLinker: hoisted")
    expect(lines.filter((line) => line === "overrides:")).toHaveLength(1)
    const below = lines.slice(lines.indexOf("overrides:") + 1, lines.indexOf("onlyBuiltDependencies:"))
    expect(below).toContain('  "@clerk/ui": "file:stubs/empty"')
    expect(below).toContainEqual(expect.stringMatching(/^ {2}"@plasmohq\/consolidate>react": "19/))
    expect(below).toContain("  lodash: 4.17.21")
    expect(packageJson().overrides).toBeUndefined()
  })

  test("Yarn 1 makes a node_modules folder without being told", () => {
    write("yarn.lock", "# yarn lockfile v1")
    commit()

    addTo(target)

    expect(existsSync(path.join(target, ".yarnrc.yml"))).toBe(false)
  })

  test("Yarn gets resolutions, and in version 4 a node_modules folder", () => {
    write("yarn.lock", "")
    write(".yarnrc.yml", "enableTelemetry: false\n")
    commit()

    addTo(target)

    expect(packageJson().resolutions).toMatchObject({
      "@clerk/ui": "file:./stubs/empty",
      "@plasmohq/consolidate/react": expect.stringMatching(/^19/)
    })
    expect(read(".yarnrc.yml")).toBe("enableTelemetry: false\nnodeLinker: node-modules\n")
  })
})

describe("it changes nothing", () => {
  const refusal = (message: string) => {
    expect(() => addTo(target)).toThrow(message)
    expect(existsSync(path.join(target, ".parcelrc"))).toBe(false)
  }

  test("in a folder without a project", () => {
    rmSync(path.join(target, "package.json"))
    refusal("has no package.json")
  })

  test("in a project without Plasmo", () => {
    start({ ...created, dependencies: {} })
    refusal("isn't a Plasmo project")
  })

  test("before everything is committed", () => {
    write("new.ts", "")
    refusal("git hasn't committed")
  })

  test.each(["popup.tsx", "background.ts", "src/popup.tsx", "src/background.ts"])(
    "while Plasmo would ignore %s",
    (file) => {
      write(file, "")
      commit()
      refusal(file)
    }
  )

  test("if it would overwrite a file", () => {
    write("src/i18n.ts", "")
    commit()
    refusal("src/i18n.ts")
  })

  test("if a text has the name of another", () => {
    write("locales/en/messages.json", { popupTitle: { message: "Hello" } })
    commit()
    refusal("popupTitle")
  })
})
