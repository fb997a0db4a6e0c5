import { request as requestSecurely } from "node:https"
import { expect, test } from "vitest"
import { emulate, PASSWORD, request, type TestEmulator } from "./support"

const EMAIL = "ada@acme.com"

type Answer = { response: { id: string; sessions: unknown[] }; cookies: string[] }

async function productionInstance() {
  const emulator = await emulate({ instance: "production", https: true })
  await emulator.addUser({ email: EMAIL, password: PASSWORD })
  return emulator
}

/** What a page gets behind a proxy at localhost. It sends the cookies it was given, or others. */
async function ask(
  emulator: TestEmulator,
  path: string,
  cookies: string[] = [],
  body?: Record<string, string>
) {
  const cookie = cookies.map((text) => text.split(";")[0]).join("; ")
  const init = { headers: { cookie, origin: emulator.url }, ...(body && { method: "POST", body }) }
  const { json, headers } = await request(emulator, path, init)
  return { response: json().response, cookies: headers.getSetCookie() } as Answer
}

const signIn = (emulator: TestEmulator, cookies: string[] = []) =>
  ask(emulator, "/client/sign_ins", cookies, { identifier: EMAIL, password: PASSWORD })

/** The cookies that a page gets from the Frontend API under its own name, while signing in or before. */
function cookiesUnderOwnName({ httpsUrl = "", frontendApi }: TestEmulator, path: string, body = "") {
  return new Promise<string[]>((resolve, reject) => {
    const headers = {
      host: frontendApi,
      origin: "https://app.emulator.example",
      "content-type": "application/x-www-form-urlencoded"
    }
    const options = { method: body ? "POST" : "GET", headers, rejectUnauthorized: false }
    requestSecurely(`${httpsUrl}/v1${path}`, options, (response) => {
      response.resume()
      resolve(response.headers["set-cookie"] ?? [])
    })
      .on("error", reject)
      .end(body)
  })
}

test("a page has its client in a cookie of the Frontend API, and the whole domain knows when it last changed", async () => {
  const emulator = await productionInstance()
  const token =
    /^__client=[\w-]{20,}; Path=\/; Domain=clerk\.emulator\.example; Max-Age=315360000; HttpOnly; Secure; SameSite=Lax$/
  const change = (name: string, value: string) =>
    new RegExp(
      `^${name}=${value}; Path=/; Domain=emulator\\.example; Max-Age=315360000; Secure; SameSite=Lax$`
    )

  const before = await cookiesUnderOwnName(emulator, "/client")
  const after = await cookiesUnderOwnName(
    emulator,
    "/client/sign_ins",
    String(new URLSearchParams({ identifier: EMAIL, password: PASSWORD }))
  )

  expect(before).toEqual(
    [token, change("__client_uat", "0"), change("__client_uat_[\\w-]{8}", "0")].map((pattern) =>
      expect.stringMatching(pattern)
    )
  )
  expect(after).toEqual(
    [token, change("__client_uat", "\\d{10}"), change("__client_uat_[\\w-]{8}", "\\d{10}")].map((pattern) =>
      expect.stringMatching(pattern)
    )
  )
})

test("behind a proxy over plain http, the cookies belong to that host", async () => {
  const { cookies } = await signIn(await productionInstance())

  expect(cookies).toEqual(
    [
      /^__client=[\w-]{20,}; Path=\/; Max-Age=315360000; HttpOnly; SameSite=Lax$/,
      /^__client_uat=\d{10}; Path=\/; Max-Age=315360000; SameSite=Lax$/,
      /^__client_uat_[\w-]{8}=\d{10}; Path=\/; Max-Age=315360000; SameSite=Lax$/
    ].map((pattern) => expect.stringMatching(pattern))
  )
})

test("a sign-in gets a new token, and the old one no longer works", async () => {
  const emulator = await productionInstance()
  const visit = await ask(emulator, "/client")
  const signedIn = await signIn(emulator, visit.cookies)

  const stranger = await ask(emulator, "/client", visit.cookies)
  const client = await ask(emulator, "/client", signedIn.cookies)

  expect(stranger.response.sessions).toEqual([])
  expect(client.response).toMatchObject({ id: visit.response.id, sessions: [{ status: "active" }] })
  expect(client.cookies[0]).toBe(signedIn.cookies[0])
})

test("a sign-out gets a new token too, and keeps the client", async () => {
  const emulator = await productionInstance()
  const signedIn = await signIn(emulator)
  const signedOut = await ask(emulator, "/client/sessions?_method=DELETE", signedIn.cookies, {})

  const stranger = await ask(emulator, "/client", signedIn.cookies)
  const client = await ask(emulator, "/client", signedOut.cookies)

  expect(signedOut.cookies[1]).toContain("__client_uat=0;")
  expect(client.response.id).toBe(signedOut.response.id)
  expect(stranger.response.id).not.toBe(signedOut.response.id)
})

test("deleting a client deletes its cookie", async () => {
  const emulator = await productionInstance()
  const signedIn = await signIn(emulator)

  const { cookies } = await ask(emulator, "/client?_method=DELETE", signedIn.cookies, {})

  expect(cookies[0]).toMatch(/^__client=; .*Max-Age=0/)
})
