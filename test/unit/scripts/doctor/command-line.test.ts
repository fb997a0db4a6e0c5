import { execFile } from "node:child_process"
import { rmSync, writeFileSync } from "node:fs"
import path from "node:path"
import { promisify } from "node:util"
import { afterEach, expect, test } from "vitest"
import { PROJECT } from "../../../../scripts/project"
import { emulate, type TestEmulator } from "../../../emulator/support"
import { type BackendApi, startBackendApi } from "../../../support/backend-api"

const SECRET_KEY = "sk_live_QxvHTnRPz3bWq8"
const OTHERS = ["https://app.example.com"]

let backendApi: BackendApi | undefined
afterEach(() => backendApi?.stop())

async function strictEmulator() {
  const emulator = await emulate({ instance: "production" })
  await emulator.changeSettings({ allowedOrigins: OTHERS })
  backendApi = await startBackendApi(emulator, { secretKey: SECRET_KEY, allowedOrigins: OTHERS })
  return emulator
}

/** Runs it as in a terminal, with the `.env` files of this tag only. */
async function runDoctor({ publishableKey, url }: TestEmulator, ...options: string[]) {
  const tsx = path.join(PROJECT, "node_modules/tsx/dist/cli.mjs")
  const program = path.join(PROJECT, "scripts/doctor.ts")
  const env = {
    ...process.env,
    PLASMO_PUBLIC_CLERK_PUBLISHABLE_KEY: publishableKey,
    CLERK_FRONTEND_API: url,
    CLERK_SECRET_KEY: SECRET_KEY,
    CLERK_API_URL: backendApi?.url,
    CRX_PUBLIC_KEY: "",
    PLASMO_PUBLIC_CLERK_SYNC_HOST: "",
    PLASMO_PUBLIC_API_URL: ""
  }
  const running = promisify(execFile)(process.execPath, [tsx, program, "--tag=doctor-test", ...options], {
    env
  })
  return running.then(
    ({ stdout }) => ({ exitCode: 0, stdout }),
    ({ code, stdout }) => ({ exitCode: code as number, stdout: stdout as string })
  )
}

test("the doctor exits with 1 while there's something to fix, and reports it", async () => {
  const { exitCode, stdout } = await runDoctor(await strictEmulator())

  expect(exitCode).toBe(1)
  expect(stdout).toMatch(/^fix {6}Allowed origins: chrome-extension:\/\/\w+ is missing/m)
  expect(stdout).toMatch(/^ok {7}Native API: on$/m)
  expect(stdout).toContain("1 to fix, ")
  expect(stdout).not.toContain(SECRET_KEY)
  expect(backendApi?.changes).toEqual([])
})

test("with --allow-origin, the doctor adds the extension to the allowed origins, and then has nothing to fix", async () => {
  const { exitCode, stdout } = await runDoctor(await strictEmulator(), "--allow-origin")

  expect(stdout).toContain("Nothing to fix, ")
  expect(exitCode).toBe(0)
  expect(backendApi?.allowedOrigins).toEqual([...OTHERS, expect.stringMatching(/^chrome-extension:/)])
})

test("the doctor ignores a host for the secret key that comes from a file", async () => {
  const emulator = await strictEmulator()
  const inFile = backendApi?.url
  backendApi = undefined
  const file = path.join(PROJECT, ".env.doctor-test.local")
  writeFileSync(file, `CLERK_API_URL=${inFile}`)

  try {
    const { stdout } = await runDoctor(emulator)

    expect(stdout).toContain("Secret key: The emulator has no settings that need a key")
    expect(stdout).not.toContain("Sending CLERK_SECRET_KEY")
  } finally {
    rmSync(file)
  }
})
