import { spawnSync } from "node:child_process"
import { readFileSync } from "node:fs"
import path from "node:path"
import { afterAll, beforeAll, expect, test, vi } from "vitest"
import { type Emulator, startEmulator } from "../../emulator/start"
import { PROJECT } from "../../scripts/project"
import { startExampleServer } from "../support/example-server"
import { signInElsewhere } from "../support/other-device"

const EXTENSION_ID = "abcdefghijklmnopabcdefghijklmnop"
const EXTENSION = `chrome-extension://${EXTENSION_ID}`
const unauthorized = { status: 401, body: { error: "Sign in." } }

// A safety net: starting a process can take seconds.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

let emulator: Emulator
let server: Awaited<ReturnType<typeof startExampleServer>>
beforeAll(async () => {
  emulator = await startEmulator()
  server = await startExampleServer({ emulator, extensionId: EXTENSION_ID })
})
afterAll(async () => {
  await server.stop()
  await emulator.stop()
})

/** A token of a new session with this seed, for the app at this origin. */
async function tokenFor(origin: string | undefined, { seed = "active" } = {}) {
  await fetch(`${emulator.url}/emulator/reset`, { method: "POST", body: JSON.stringify({ seed }) })
  const { token, sessionId } = await signInElsewhere(emulator)
  const response = await fetch(
    `${emulator.url}/v1/client/sessions/${sessionId}/tokens?__clerk_db_jwt=${token}`,
    { method: "POST", ...(origin && { headers: { origin } }) }
  )
  return String((await response.json()).jwt)
}

async function ask(token: string | undefined, request: string, body?: unknown) {
  const [method = "", target] = request.split(" ")
  const response = await fetch(`${server.url}${target}`, {
    method,
    headers: { ...(token && { authorization: `Bearer ${token}` }) },
    ...(body !== undefined && { body: JSON.stringify(body) })
  })
  const text = await response.text()
  return { status: response.status, body: text && JSON.parse(text) }
}

test("it serves active sessions of the extension", async () => {
  const token = await tokenFor(EXTENSION)

  expect(await ask(token, "GET /whoami")).toEqual({
    status: 200,
    body: {
      userId: expect.stringMatching(/^user_/),
      sessionStatus: "active",
      organizationSlug: "acme",
      organizationRole: "org:admin"
    }
  })
})

test("it keeps notes: JSON in, JSON out, and nothing after one is deleted", async () => {
  const token = await tokenFor(EXTENSION)

  const added = await ask(token, "POST /notes", { text: "Milk" })
  const refused = [await ask(token, "POST /notes", { text: 1 }), await ask(token, "POST /notes")]
  const listed = await ask(token, "GET /notes")
  const deleted = await ask(token, `DELETE /notes/${added.body.id}`)

  expect(added).toMatchObject({ status: 201, body: { text: "Milk" } })
  expect(refused.map(({ status }) => status)).toEqual([422, 422])
  expect(listed).toEqual({ status: 200, body: [added.body] })
  expect(deleted).toEqual({ status: 204, body: "" })
  expect((await ask(token, "GET /notes")).body).toEqual([])
})

test("it serves no one else: no token, a pending session, another app, an app that isn't named, another instance", async () => {
  const other = await startEmulator({ seed: "active" })
  const { token, sessionId } = await signInElsewhere(other)
  const minted = await fetch(`${other.url}/v1/client/sessions/${sessionId}/tokens?__clerk_db_jwt=${token}`, {
    method: "POST",
    headers: { origin: EXTENSION }
  })
  const foreign = (await minted.json()).jwt
  await other.stop()

  expect(await ask(undefined, "GET /whoami")).toEqual(unauthorized)
  expect(await ask("nonsense", "GET /whoami")).toEqual(unauthorized)
  const pending = await tokenFor(EXTENSION, { seed: "pending-setup-mfa" })
  expect(await ask(pending, "GET /whoami")).toEqual(unauthorized)
  expect(await ask(await tokenFor("http://localhost:3000"), "GET /whoami")).toEqual(unauthorized)
  expect(await ask(await tokenFor(undefined), "GET /notes")).toEqual(unauthorized)
  expect(await ask(foreign, "GET /whoami")).toEqual(unauthorized)
})

test("it names the variable that's missing", () => {
  const env = { ...process.env, CLERK_PUBLISHABLE_KEY: "pk_test_x", CLERK_SECRET_KEY: "" }
  const { status, stderr } = spawnSync(process.execPath, ["--import", "tsx", "docs/examples/server.ts"], {
    cwd: PROJECT,
    env,
    encoding: "utf8"
  })

  expect(status).toBe(1)
  expect(stderr).toContain("Set CLERK_SECRET_KEY.")
})

test("the docs show the example's code", () => {
  const code = read("docs/examples/authenticate.ts")
  const snippets = ["README.md", "docs/guides/call-your-api.md"]
    .flatMap((file) => [...read(file).matchAll(/```ts\n(?:\/\/ docs\/\S+\n)?([\s\S]*?)```/g)])
    .map(([, snippet = ""]) => snippet)
    .filter((snippet) => snippet.includes("function authenticate("))

  expect(snippets.length).toBeGreaterThan(0)
  for (const snippet of snippets) expect(snippet).toBe(code)
})

const read = (file: string) => readFileSync(path.join(PROJECT, file), "utf8").replaceAll("\r\n", "\n")
