import { execFile } from "node:child_process"
import { readFileSync } from "node:fs"
import path from "node:path"
import { promisify } from "node:util"
import { expect, test } from "vitest"
import { helpOf, readArguments } from "../../../scripts/command-line"
import { PROJECT } from "../../../scripts/project"

const { scripts } = JSON.parse(readFileSync(path.join(PROJECT, "package.json"), "utf8")) as {
  scripts: Record<string, string>
}

/** The scripts of package.json that end with a program of this project, which gets the author's arguments. */
const programs = Object.entries(scripts).flatMap(([name, script]) => {
  const [, program] = /(?:^|&& )tsx (\S+\.ts(?: [^&]+)?)$/.exec(script) ?? []
  return program ? [{ name, args: program.split(" ") }] : []
})

async function run(args: string[]) {
  const running = promisify(execFile)(process.execPath, ["--import", "tsx", ...args], { cwd: PROJECT })
  return running.then(
    ({ stdout, stderr }) => ({ exitCode: 0, stdout, stderr }),
    ({ code, stdout, stderr }) => ({ exitCode: code as number, stdout: `${stdout}`, stderr: `${stderr}` })
  )
}

test("every program of this project is among those tested here", () => {
  expect(programs.map(({ name }) => name)).toEqual(
    expect.arrayContaining(["demo", "dev", "build", "package", "doctor", "bench", "emulator"])
  )
})

// Starting a program takes seconds on a slow machine, so they start one after the other.
test.each(programs)(
  "npm run $name -- --help shows its options, in one layout",
  async ({ name, args }) => {
    const { exitCode, stdout, stderr } = await run([...args, "--help"])

    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" })
    const [usage = "", does, options = ""] = stdout.split("\n\n")
    expect(usage).toMatch(/^Usage: npm run \S+ -- \[options\]( <\S+>)?$/)
    expect(`npm run ${name}`).toContain(/npm run \S+/.exec(usage)?.[0])
    expect(does).toMatch(/^[A-Z].*\.$/s)
    expect(options).toMatch(/^( {2}--\S.*\n|( {10}.*\n))* {2}-h, --help {2,}shows this help\n$/)
  },
  120_000
)

test("a program refuses an unknown option with a sentence, and -h shows its help", async () => {
  const { exitCode, stderr } = await run(["scripts/build.ts", "--nonsense"])

  expect(exitCode).toBe(1)
  expect(stderr).toBe("\nUnknown option '--nonsense'. To see what there is, run: npm run build -- --help\n\n")
  expect((await run(["scripts/build.ts", "-h"])).stdout).toMatch(/^Usage: /)
}, 120_000)

const usage = {
  command: "npm run cook",
  positionals: "<dish>",
  does: "Cooks.",
  options: {
    salt: { type: "string", value: "grams", default: "2", does: "how much salt" },
    vegan: { type: "boolean", does: `cooks without animal products, ${"and still well ".repeat(8)}.` }
  }
} as const

test("the help of a program aligns its options and breaks long lines", () => {
  const lines = helpOf(usage).split("\n")

  expect(lines.slice(0, 5)).toEqual([
    "Usage: npm run cook -- [options] <dish>",
    "",
    "Cooks.",
    "",
    "  --salt <grams>    how much salt"
  ])
  expect(lines[6]).toMatch(/^ {20}\S/)
  expect(lines.at(-1)).toBe("  -h, --help        shows this help")
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(110)
})

test("arguments are read with their defaults, and without the separator that some package managers pass on", () => {
  expect(readArguments(usage, ["--", "--vegan", "soup"])).toEqual({
    values: { salt: "2", vegan: true },
    positionals: ["soup"]
  })
})

test.each([
  [["--pepper"], "Unknown option '--pepper'. To see"],
  [["--salt"], "Option '--salt <value>' argument missing. To see"],
  [["--vegan=no"], "Option '--vegan' does not take an argument. To see"]
])("%j is refused with a sentence that points to the help", (args, message) => {
  expect(() => readArguments(usage, args)).toThrow(message)
  expect(() => readArguments(usage, args)).toThrow("npm run cook -- --help")
})

test("an argument is refused by a program that takes none", () => {
  const { positionals, ...noDish } = usage

  expect(() => readArguments(noDish, ["soup"])).toThrow("Unexpected argument 'soup'. To see")
})
