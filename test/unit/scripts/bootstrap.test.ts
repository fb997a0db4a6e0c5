import { spawnSync } from "node:child_process"
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { afterEach, beforeEach, describe, expect, test } from "vitest"
import { PROJECT } from "../../../scripts/project"

let clone: string
beforeEach(() => {
  clone = mkdtempSync(path.join(tmpdir(), "clone-"))
  mkdirSync(path.join(clone, "node_modules"))
  mkdirSync(path.join(clone, "bin"))
  cpSync(path.join(PROJECT, "scripts/bootstrap.mjs"), path.join(clone, "scripts/bootstrap.mjs"))
  writeFileSync(path.join(clone, "package-lock.json"), "{}")
})
afterEach(() => rmSync(clone, { recursive: true }))

function fakeNpm(script: string) {
  const file = path.join(clone, "bin/npm")
  writeFileSync(file, `#!/bin/sh\n${script}\n`)
  chmodSync(file, 0o755)
}

function bootstrap(...folders: string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [path.join(clone, "scripts/bootstrap.mjs"), ...folders],
    {
      encoding: "utf8",
      env: { ...process.env, PATH: [path.join(clone, "bin"), process.env.PATH].join(path.delimiter) }
    }
  )
  return { status, stdout, stderr }
}

// npm is a shell script here.
describe.skipIf(process.platform === "win32")("the bootstrap of a clone", () => {
  test("installs exactly what package-lock.json lists", () => {
    fakeNpm('test "$1" = "ci"')

    expect(bootstrap()).toMatchObject({ status: 0, stdout: expect.stringContaining("Installed.") })
  })

  test("installs again when package-lock.json has changed", () => {
    const installed = path.join(clone, "node_modules/.package-lock.json")
    writeFileSync(installed, "{}")
    utimesSync(installed, 0, 0)
    fakeNpm("exit 0")

    expect(bootstrap().stdout).toContain("Installed.")
  })

  test("does and prints nothing when everything is installed", () => {
    writeFileSync(path.join(clone, "node_modules/.package-lock.json"), "{}")
    fakeNpm("exit 1")

    expect(bootstrap()).toEqual({ status: 0, stdout: "", stderr: "" })
  })

  test("leaves out the clone itself on request", () => {
    mkdirSync(path.join(clone, "examples/web/next"), { recursive: true })
    writeFileSync(path.join(clone, "examples/web/next/package-lock.json"), "{}")
    fakeNpm("exit 0")

    const { stdout } = bootstrap("--only", "examples/web/next")

    expect(stdout.match(/Installing.*/g)).toEqual([
      "Installing the dependencies of examples/web/next, which takes a minute or two ..."
    ])
  })

  test("installs the packages of a separate folder", () => {
    writeFileSync(path.join(clone, "node_modules/.package-lock.json"), "{}")
    mkdirSync(path.join(clone, "apart"))
    writeFileSync(path.join(clone, "apart/package-lock.json"), "{}")
    fakeNpm('test "$(basename "$PWD")" = "apart"')

    expect(bootstrap("apart")).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/of apart, .*\nInstalled\.\n$/)
    })
  })

  test("prints what to do when npm fails", () => {
    fakeNpm("echo npm error network >&2; exit 1")

    const { status, stderr } = bootstrap()

    expect(status).toBe(1)
    expect(stderr).toContain("npm error network")
    expect(stderr).toContain("check your network or proxy")
    expect(stderr).not.toContain("    at ")
  })
})
