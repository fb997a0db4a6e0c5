import { beforeEach, expect, test, vi } from "vitest"
import { type InspectorRecord, RECORD_KEY } from "~inspector/record"
import { installFakeChrome } from "../../../support/fake-chrome"

const HOST = "clever-cat-1.clerk.accounts.dev"
const answer = vi.fn<typeof fetch>()

beforeEach(async () => {
  installFakeChrome()
  vi.stubGlobal("fetch", answer)
  vi.resetModules()
  const { recordRequests } = await import("~background/inspector/requests")
  recordRequests(HOST)
  recordRequests(HOST)
})

/** All requests that were recorded. */
async function requests() {
  const { [RECORD_KEY]: stored } = await chrome.storage.session.get(RECORD_KEY)
  return (stored as InspectorRecord | undefined)?.entries ?? []
}

test("a request is recorded once, by its method, path and status", async () => {
  answer.mockResolvedValue(Response.json({}))

  await fetch(`https://${HOST}/v1/client/sign_ins?_is_native=1`, { method: "POST", body: "password=secret" })

  await expect
    .poll(requests)
    .toEqual([
      expect.objectContaining({ kind: "request", method: "POST", path: "/v1/client/sign_ins", status: 200 })
    ])
  expect(JSON.stringify(await requests())).not.toContain("secret")
})

test("the SDK's own method and its retries are recorded", async () => {
  answer.mockResolvedValue(Response.json({}))

  await fetch(new URL(`https://${HOST}/v1/me?_method=PATCH&_clerk_retry_attempt=2`), { method: "POST" })

  await expect.poll(requests).toMatchObject([{ method: "PATCH", path: "/v1/me", retry: 2, status: 200 }])
})

test("a failure is recorded with Clerk's code and trace ID, and the SDK still gets its body", async () => {
  const errors = [{ code: "form_password_incorrect", message: "ada@example.com", meta: { param: "x" } }]
  answer.mockResolvedValue(Response.json({ errors, clerk_trace_id: "abc123" }, { status: 422 }))

  const response = await fetch(`https://${HOST}/v1/client`)

  expect(await response.json()).toMatchObject({ errors })
  await expect
    .poll(requests)
    .toMatchObject([{ status: 422, code: "form_password_incorrect", traceId: "abc123" }])
  expect(JSON.stringify(await requests())).not.toContain("ada@")
})

test.for([
  ["something else's page", new Response("<html>eyJh.secret</html>", { status: 502 })],
  ["a code that isn't one", Response.json({ errors: [{ code: "a secret" }] }, { status: 502 })],
  ["nothing", Response.json(null, { status: 502 })]
] as const)("of a failure with %s, only the status is recorded", async ([_, response]) => {
  answer.mockResolvedValue(response)

  await fetch(`https://${HOST}/v1/client`)

  await expect.poll(requests).toMatchObject([{ status: 502 }])
  expect(JSON.stringify(await requests())).not.toContain("secret")
})

test("a request without an answer is recorded, and still fails", async () => {
  answer.mockRejectedValue(new TypeError("Failed to fetch"))

  await expect(fetch(`https://${HOST}/v1/client`)).rejects.toThrow("Failed to fetch")

  await expect.poll(requests).toMatchObject([{ path: "/v1/client", status: 0 }])
})

test("requests to other hosts aren't recorded", async () => {
  answer.mockResolvedValue(Response.json({}))

  await fetch("https://api.example.com/v1/notes")
  await fetch(`https://${HOST}/v1/client`)

  await expect.poll(requests).toMatchObject([{ path: "/v1/client" }])
})

test.for([
  ["/v1/client/sign_ins/sia_2abcDEFghiJKLmnoPQRstu1234", "/v1/client/sign_ins/sia_…1234"],
  [
    "/v1/client/sessions/sess_2abcDEFghiJKLmnoPQRstuvwxy/tokens/my_template",
    "/v1/client/sessions/sess_…vwxy/tokens/my_template"
  ],
  ["/v1/me/totp/attempt_verification", "/v1/me/totp/attempt_verification"],
  ["/v1/x/eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ1c2VyIn0.c2lnbmF0dXJl", "/v1/x/…"],
  ["/v1/x/ada@example.com", "/v1/x/…"],
  ["/v1/x/424242", "/v1/x/…"],
  ["/.well-known/jwks.json", "/…/jwks.json"]
] as const)("the path %s is recorded as %s", async ([path, expected]) => {
  const { shortened } = await import("~background/inspector/requests")

  expect(shortened(path)).toBe(expected)
})
