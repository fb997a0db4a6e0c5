import { beforeEach, expect, test, vi } from "vitest"
import { installFakeChrome } from "../../support/fake-chrome"

const json = (body: unknown, status = 200) => Response.json(body, { status })
const refused = () => json({ signedIn: false }, 401)

let callApi: typeof import("~react/call-api").callApi
beforeEach(async () => {
  installFakeChrome()
  vi.stubEnv("PLASMO_PUBLIC_API_URL", "https://api.example.com/v1")
  vi.resetModules()
  callApi = (await import("~react/call-api")).callApi
  return () => vi.unstubAllEnvs()
})

/** A server that gives these answers, one after the other, and records the requests. */
function answering(...answers: (() => Response)[]) {
  const fetch = vi.fn(async (_url: string, _options: RequestInit) => {
    const answer = answers.shift()
    if (!answer) throw new TypeError("Failed to fetch")
    return answer()
  })
  vi.stubGlobal("fetch", fetch)
  return fetch
}

/** Returns these tokens, one after the other. */
const tokens = (...given: (string | null)[]) => vi.fn(async () => given.shift() ?? null)

test("the server gets the session token, and the rest of the request", async () => {
  const fetch = answering(() => json({ id: 7 }))

  const answer = await callApi("/notes", tokens("jwt-1"), {
    method: "POST",
    body: "{}",
    headers: { "content-type": "application/json" }
  })

  expect(answer).toEqual({ id: 7 })
  expect(fetch).toHaveBeenCalledExactlyOnceWith("https://api.example.com/v1/notes", {
    method: "POST",
    body: "{}",
    redirect: "error",
    cache: "no-store",
    credentials: "omit",
    headers: { "content-type": "application/json", authorization: "Bearer jwt-1" },
    signal: expect.any(AbortSignal)
  })
})

test("a token that the server rejects is replaced by a new one, once", async () => {
  const fetch = answering(refused, () => json({ id: 7 }))
  const getToken = tokens("old", "new")

  expect(await callApi("/notes", getToken)).toEqual({ id: 7 })

  expect(getToken.mock.calls).toEqual([[], [{ skipCache: true }]])
  expect(fetch.mock.calls.map(([, { headers }]) => headers)).toEqual([
    { authorization: "Bearer old" },
    { authorization: "Bearer new" }
  ])
})

test("a caller can't make the token follow a redirect, be cached, or go along with cookies", async () => {
  const fetch = answering(() => json({}))

  await callApi("/notes", tokens("jwt-1"), {
    redirect: "follow",
    cache: "force-cache",
    credentials: "include",
    headers: { authorization: "Bearer another" }
  })

  expect(fetch.mock.calls[0]?.[1]).toMatchObject({
    redirect: "error",
    cache: "no-store",
    credentials: "omit",
    headers: { authorization: "Bearer jwt-1" }
  })
})

test.for([
  "",
  "notes",
  "@evil.example/notes",
  ".evil.example/notes",
  ":8080/notes",
  "//evil.example/notes",
  "/\\evil.example",
  "/\t/evil.example",
  " /notes",
  "https://evil.example/"
])("a path that could lead elsewhere is refused, and no token is requested: %j", async (path) => {
  const fetch = answering(() => json({}))
  const getToken = tokens("jwt-1")

  await expect(callApi(path, getToken)).rejects.toMatchObject({
    name: "MessageError",
    code: "invalid-request"
  })

  expect(getToken).not.toHaveBeenCalled()
  expect(fetch).not.toHaveBeenCalled()
})

test("nothing is sent without a session", async () => {
  const fetch = answering(() => json({}))

  await expect(callApi("/notes", tokens(null))).rejects.toMatchObject({ code: "signed-out" })

  expect(fetch).not.toHaveBeenCalled()
})

test("a session that has ended gets a different error than a refused one", async () => {
  answering(refused)

  await expect(callApi("/notes", tokens("old", null))).rejects.toMatchObject({ code: "signed-out" })
})

test.for([
  ["refuses each token", [refused, refused], "not-allowed"],
  ["forbids it", [() => json({}, 403)], "not-allowed"],
  ["has an error", [() => json({}, 500)], "unexpected"],
  ["doesn't know the endpoint", [() => json({}, 404)], "unexpected"],
  ["answers with a page", [() => new Response("<!doctype html>")], "unexpected"],
  ["can't be reached", [], "offline"]
] as const)("when the server %s, the user sees that", async ([_, answers, code]) => {
  answering(...answers)

  const call = callApi("/notes", tokens("one", "two"))

  await expect(call).rejects.toMatchObject({
    name: "MessageError",
    code,
    message: expect.stringMatching(/^The server .+\.$/)
  })
})

test("an aborted call ends", async () => {
  vi.stubGlobal(
    "fetch",
    (_: string, { signal }: RequestInit) =>
      new Promise((_, reject) => signal?.addEventListener("abort", () => reject(signal.reason)))
  )
  const leaving = new AbortController()

  const call = callApi("/notes", tokens("jwt-1"), { signal: leaving.signal })
  setTimeout(() => leaving.abort())

  await expect(call).rejects.toMatchObject({ code: "offline" })
})
