import { spawn } from "node:child_process"
import { fileURLToPath } from "node:url"
import { expect, test } from "vitest"
import { readOptions } from "../../emulator/options"
import { isPrebuiltInstalled } from "../../emulator/server/prebuilt"
import { emulate } from "./support"

const root = fileURLToPath(new URL("../..", import.meta.url))

/** Runs the program until it prints that it's ready, or ends. */
function run(...args: string[]) {
  const child = spawn(process.execPath, ["--import", "tsx", "emulator/main.ts", ...args], { cwd: root })
  let output = ""
  return new Promise<{ output: string; code: number | null }>((resolve) => {
    const read = (chunk: Buffer) => {
      output += chunk
      if (/ready at .*\n/.test(output)) child.kill("SIGINT")
    }
    child.stdout.on("data", read)
    child.stderr.on("data", read)
    child.on("close", (code) => resolve({ output, code }))
  })
}

test("it prints the demo's accounts, its keys and last its address, and ends with Ctrl-C", async () => {
  const { output, code } = await run("--", "--port", "0", "--https")

  expect(output).toContain("maya+clerk_test@northwind.example")
  expect(output).toMatch(
    /\nPLASMO_PUBLIC_CLERK_PUBLISHABLE_KEY=pk_test_\S+\nCLERK_FRONTEND_API=http:\/\/localhost:\d+\n/
  )
  expect(output).toMatch(
    /\nCLERK_PUBLISHABLE_KEY=pk_test_\S+\nCLERK_SECRET_KEY=sk_test_emulator\nCLERK_API_URL=http:\/\/localhost:\d+\n/
  )
  expect(output).toMatch(
    /Publishable key: pk_test_\S+\n.*https:\/\/localhost:\d+\nClerk emulator ready at http:\/\/localhost:\d+\n$/
  )
  // Windows has no signals: there, the test can only end the program.
  if (process.platform !== "win32") expect(code).toBe(0)
})

test("a busy port is reported, with what to do", async () => {
  const { url } = await emulate()
  const { port } = new URL(url)

  const { output, code } = await run("--port", port)

  expect(output).toMatch(new RegExp(`Port ${port} is in use.*--port 0`, "s"))
  expect(code).toBe(1)
})

test.skipIf(isPrebuiltInstalled())("a missing installation is reported, with what to do", async () => {
  const { output, code } = await run("--port", "0", "--prebuilt")

  expect(output).toContain("npm run emulator:prebuilt")
  expect(code).toBe(1)
})

test("a wrong option is reported, with the usage", async () => {
  const { output, code } = await run("--prot", "1")

  expect(output).toMatch(/'--prot'.*Usage: npm run emulator/s)
  expect(code).toBe(1)
})

test.each([
  [["--port", "eighty"], "--port must be a whole number"],
  [["--port", "70000"], "--port must be a whole number from 0 to 65535"],
  [["--latency", "-1"], "--latency"],
  [["--seed", "nonsense"], 'Unknown seed "nonsense"'],
  [["--instance", "staging"], "development or production"],
  [["demo"], "demo"]
])("%j doesn't start it", (args, message) => {
  expect(() => readOptions(args)).toThrow(message)
})

test("without options it has an app created today on port 4000", () => {
  expect(readOptions(["--"])).toEqual({
    port: 4000,
    seed: "new-app",
    instance: "development",
    https: false,
    latency: 0,
    prebuilt: false
  })
})
