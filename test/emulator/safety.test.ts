import { connect } from "node:net"
import { networkInterfaces } from "node:os"
import { inspect } from "node:util"
import { describe, expect, test, vi } from "vitest"
import { addUsers } from "../../emulator/control-api/users"
import { createInstance } from "../../emulator/model/instance"
import { hashPassword } from "../../emulator/model/password"
import { startEmulator } from "../../emulator/start"
import { totpCode } from "../support/totp-code"
import { head, send } from "./raw-request"
import {
  clientOf,
  emulate,
  loadClerk,
  PASSWORD,
  refusalOf,
  request,
  sessionOf,
  signIn,
  userOf
} from "./support"

const EMAIL = "ada@acme.com"
const outside = Object.values(networkInterfaces())
  .flatMap((addresses) => addresses ?? [])
  .filter(({ internal, scopeid }) => !internal && !scopeid)

describe("other machines", () => {
  test.skipIf(outside.length === 0)("find nothing listening", async () => {
    const { port } = new URL((await emulate()).url)

    const answers = await Promise.all(outside.map(({ address }) => tryToConnect(address, Number(port))))

    expect(answers).toEqual(outside.map(() => "ECONNREFUSED"))
  })

  // A site may point one of its own names at this machine, to share an origin with what answers here.
  test.each(["evil.example", "localhost.evil.example", "10.0.0.1", ""])(
    'get no answer under the name "%s"',
    async (host) => {
      const emulator = await emulate()
      const paths = ["/", "/v1/client", "/emulator/state", "/demo", "/images/x", "/.well-known/jwks.json"]

      const answers = await Promise.all(paths.map((path) => send(emulator, head(`GET ${path}`, [], host))))

      expect(answers.map(({ status }) => status)).toEqual(paths.map(() => 400))
      expect(JSON.parse(answers[0]?.body ?? "").errors[0].code).toBe("host_invalid")
    }
  )

  test("may use the host of the publishable key, which tests map to this one", async () => {
    const emulator = await emulate()

    expect((await send(emulator, head("GET /v1/client", [], emulator.frontendApi))).status).toBe(200)
  })
})

describe("pages of other sites", () => {
  test.each([
    [{ origin: "https://evil.example" }],
    [{ origin: "https://localhost.evil.example" }],
    [{ origin: "https://emulator.example.evil.example" }],
    [{ origin: "http://127.0.0.1.evil.example" }],
    [{ origin: "null" }],
    [{ "sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors" }]
  ])("can't use the Frontend API, nor leave anything there: %j", async (headers: Record<string, string>) => {
    const emulator = await emulate()
    await emulator.addUser({ email: EMAIL, password: PASSWORD })
    const body = new URLSearchParams({ identifier: EMAIL, password: PASSWORD })

    const asked = await fetch(`${emulator.url}/v1/client`, {
      method: "OPTIONS",
      headers: { ...headers, "access-control-request-private-network": "true" }
    })
    const called = await fetch(`${emulator.url}/v1/client/sign_ins`, { method: "POST", headers, body })

    expect([asked.status, called.status]).toEqual([400, 400])
    expect(await called.json()).toMatchObject({ errors: [{ code: "origin_invalid" }] })
    for (const { headers } of [asked, called]) {
      expect([...headers.keys()].filter((name) => /access-control|clerk-db-jwt|cookie/.test(name))).toEqual(
        []
      )
    }
    expect((await emulator.state()).sessions).toEqual([])
  })

  test.each([
    ["http://localhost:3000"],
    ["http://app.localhost:3000"],
    ["http://127.0.0.1:5173"],
    ["http://[::1]:5173"],
    ["https://app.acme.com"]
  ])("of this machine, and named ones, can: %s", async (origin) => {
    const emulator = await emulate()
    if (origin.startsWith("https:")) await emulator.changeSettings({ allowedOrigins: [origin] })

    const { status, headers } = await fetch(`${emulator.url}/v1/client`, { headers: { origin } })

    expect([status, headers.get("access-control-allow-origin")]).toEqual([200, origin])
  })

  test("can link to it", async () => {
    const emulator = await emulate()
    const headers = ["Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate"]

    expect((await send(emulator, head("GET /v1/client", headers))).status).toBe(200)
  })

  test.each([
    [{ origin: "https://evil.example" }],
    [{ origin: "http://localhost:1" }],
    [{ origin: "chrome-extension://abc" }],
    [{ origin: "null" }],
    [{ "sec-fetch-site": "cross-site" }],
    [{ "sec-fetch-site": "same-site" }],
    // An extension that may access localhost.
    [{ "sec-fetch-site": "none", "sec-fetch-mode": "cors" }]
  ])("can't use the control API: %j", async (headers: Record<string, string>) => {
    const emulator = await emulate()
    const calls: [method: string, path: string][] = [
      ["GET", "/state"],
      ["GET", "/inbox"],
      ["GET", "/events"],
      ["POST", "/reset"],
      ["POST", "/users"],
      ["PATCH", "/settings"],
      ["OPTIONS", "/settings"]
    ]

    const answers = await Promise.all(
      calls.map(([method, path]) => fetch(`${emulator.url}/emulator${path}`, { method, headers }))
    )

    expect(answers.map(({ status }) => status)).toEqual(calls.map(() => 403))
    expect(answers.map((answer) => answer.headers.get("access-control-allow-origin"))).toEqual(
      calls.map(() => null)
    )
  })

  test("may not, but the emulator's own page may", async () => {
    const emulator = await emulate()

    const response = await fetch(`${emulator.url}/emulator/state`, {
      headers: { origin: emulator.url, "sec-fetch-site": "same-origin" }
    })

    expect(response.status).toBe(200)
  })

  test.each(["/", "/demo"])("can't frame %s or put scripts into it", async (path) => {
    const { url } = await emulate()

    const { headers } = await fetch(url + path)

    const policy = headers.get("content-security-policy") ?? ""
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).not.toMatch(/unsafe|\*/)
    expect(headers.get("x-content-type-options")).toBe("nosniff")
  })
})

test("each start has secrets of its own", async () => {
  const emulators = [await startEmulator({ seed: "new-app" }), await startEmulator({ seed: "new-app" })]
  const read = async (path: string) =>
    Promise.all(emulators.map(async ({ url }) => (await fetch(url + path)).text()))
  const [first, second] = emulators
  if (!first || !second) throw new Error("Two were started.")

  const keys = (await read("/.well-known/jwks.json")).map((text) => JSON.parse(text).keys[0])
  const users = (await read("/emulator/state")).map((text) => JSON.parse(text).users[0].id)
  const token = (await request(first, "/client")).headers.get("clerk-db-jwt") ?? ""
  const elsewhere = await request(second, "/client", { token })
  await Promise.all(emulators.map((emulator) => emulator.stop()))

  expect(keys[0].n).not.toBe(keys[1].n)
  expect(keys[0].kid).not.toBe(keys[1].kid)
  expect(users[0]).not.toBe(users[1])
  expect(elsewhere.status).toBe(401)
})

describe("passwords", () => {
  test("aren't stored, only what verifies them", async () => {
    const instance = await createInstance("development", 0)

    await addUsers(instance, { email: EMAIL, password: PASSWORD })

    const everything = inspect(instance, { depth: Number.POSITIVE_INFINITY, maxArrayLength: null })
    expect(everything).toContain(EMAIL)
    expect(everything).not.toContain(PASSWORD)
    expect(everything).not.toContain(Buffer.from(PASSWORD).toString("hex"))
  })

  test("have a salt each, so that the same two look different", async () => {
    const [one, other] = [await hashPassword(PASSWORD, 0), await hashPassword(PASSWORD, 0)]

    expect(one.hash).toHaveLength(32)
    expect(one.hash.equals(other.hash)).toBe(false)
  })
})

test("nothing secret is logged, whatever happens", async () => {
  const written: string[] = []
  for (const method of ["log", "info", "warn", "error", "debug"] as const) {
    vi.spyOn(console, method).mockImplementation((...parts) => void written.push(inspect(parts)))
  }
  const emulator = await emulate()
  await emulator.changeSettings({ mfa: { authenticatorApp: true, backupCode: true } })
  await emulator.addUser({ email: EMAIL, password: PASSWORD })
  const stored: { token?: string } = {}
  const clerk = await loadClerk(emulator, stored)
  const wrong = "a-password-that-is-wrong"
  await refusalOf(clientOf(clerk).signIn.create({ identifier: EMAIL, password: wrong }))
  await signIn(clerk, EMAIL)
  const session = await sessionOf(clerk).getToken()
  const { secret } = await userOf(clerk).createTOTP()
  const code = totpCode(secret)
  const { backupCodes = [] } = await userOf(clerk).verifyTOTP({ code })
  await emulator.setFaults([{ match: { path: "/v1/me" }, status: 500 }])
  await refusalOf(userOf(clerk).update({ firstName: "Ada" }))

  const logs =
    JSON.stringify(await emulator.requests()) + JSON.stringify(await emulator.state()) + written.join()

  const secrets = [PASSWORD, wrong, stored.token, session, secret, code, ...backupCodes]
  expect(secrets.filter((text) => !text || logs.includes(text))).toEqual([])
  expect(backupCodes).toHaveLength(10)
})

function tryToConnect(address: string, port: number) {
  return new Promise<string | undefined>((resolve) => {
    const socket = connect(port, address)
    socket.on("connect", () => {
      socket.destroy()
      resolve("connected")
    })
    socket.on("error", (error: NodeJS.ErrnoException) => resolve(error.code))
  })
}
