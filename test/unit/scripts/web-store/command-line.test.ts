import { execFile } from "node:child_process"
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import path from "node:path"
import { promisify } from "node:util"
import { strToU8, zipSync } from "fflate"
import { afterEach, beforeEach, expect, test, vi } from "vitest"
import { PROJECT } from "../../../../scripts/project"
import {
  ITEM_KEY,
  PUBLISHER_ID,
  SERVICE_ACCOUNT,
  startWebStore,
  type WebStore
} from "../../../support/web-store"

const ZIP = path.join(PROJECT, "build/chrome-mv3-upload-test.zip")
const KEY_FILE = path.join(PROJECT, "build/upload-test-key.json")
const { version } = JSON.parse(readFileSync(path.join(PROJECT, "package.json"), "utf8"))

// A safety net: on a busy machine, a process takes seconds to start.
vi.setConfig({ testTimeout: 120_000 })

let store: WebStore
beforeEach(async () => {
  store = await startWebStore()
  mkdirSync(path.dirname(ZIP), { recursive: true })
  writeFileSync(ZIP, zipSync({ "manifest.json": strToU8(JSON.stringify({ version, key: ITEM_KEY })) }))
  writeFileSync(KEY_FILE, JSON.stringify(SERVICE_ACCOUNT))
})
afterEach(() => {
  store.stop()
  for (const file of [ZIP, KEY_FILE]) rmSync(file, { force: true })
})

/** Runs it as in a terminal. */
async function runUpload(options: string[], variables: Record<string, string | undefined> = {}) {
  const tsx = path.join(PROJECT, "node_modules/tsx/dist/cli.mjs")
  const env = {
    ...process.env,
    CHROME_WEB_STORE_API_URL: store.url,
    CHROME_WEB_STORE_PUBLISHER_ID: PUBLISHER_ID,
    CHROME_WEB_STORE_SERVICE_ACCOUNT: KEY_FILE,
    CHROME_WEB_STORE_ACCESS_TOKEN: "",
    ...variables
  }
  const program = path.join(PROJECT, "scripts/upload.ts")
  const running = promisify(execFile)(process.execPath, [tsx, program, "--tag=upload-test", ...options], {
    env
  })
  return running.then(
    ({ stdout, stderr }) => ({ exitCode: 0, output: stdout + stderr }),
    ({ code, stdout, stderr }) => ({ exitCode: code as number, output: `${stdout}${stderr}` })
  )
}

test("npm run upload -- --publish uploads the package, submits it, and prints no secret", async () => {
  const { exitCode, output } = await runUpload(["--publish", "--staged", "--percentage=5"])

  expect(exitCode).toBe(0)
  expect(output).toContain(`Version ${version}: in review.`)
  expect(store.changes).toEqual([
    { method: "upload", body: version },
    { method: "publish", body: { publishType: "STAGED_PUBLISH", deployInfos: [{ deployPercentage: 5 }] } }
  ])
  expect(output).not.toMatch(/ya29|PRIVATE|eyJ/)
})

test("npm run upload refuses a publisher ID that isn't one, and sends nothing", async () => {
  const { exitCode, output } = await runUpload([], { CHROME_WEB_STORE_PUBLISHER_ID: "../me" })

  expect(exitCode).toBe(1)
  expect(output).toContain("Set CHROME_WEB_STORE_PUBLISHER_ID")
  expect(output).not.toContain("    at ")
  expect(store.requests).toEqual([])
})

test("npm run upload ignores a server that comes from a file", async () => {
  const file = path.join(PROJECT, ".env.upload-test.local")
  writeFileSync(file, "CHROME_WEB_STORE_API_URL=https://example.com")

  try {
    // Without a key it stops before it sends anything to Google.
    const { output } = await runUpload([], {
      CHROME_WEB_STORE_API_URL: undefined,
      CHROME_WEB_STORE_SERVICE_ACCOUNT: path.join(PROJECT, "build/no-key.json")
    })

    expect(output).toContain("can't be read")
  } finally {
    rmSync(file)
  }
})

test("npm run upload uses no key that git would commit", async () => {
  const exposed = path.join(PROJECT, "upload-test-key.json")
  writeFileSync(exposed, JSON.stringify(SERVICE_ACCOUNT))

  try {
    const { output } = await runUpload([], { CHROME_WEB_STORE_SERVICE_ACCOUNT: exposed })

    expect(output).toContain("git doesn't ignore")
    expect(store.requests).toEqual([])
  } finally {
    rmSync(exposed)
  }
})
