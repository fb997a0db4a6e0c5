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

const id = { id: 7 }
class Note {
  constructor(readonly text: string) {}
}

test.for([
  ["an object", { text: "Buy milk", done: undefined }, '{"text":"Buy milk"}'],
  ["an array", [1, null], "[1,null]"],
  ["an object of a class", new Note("Buy milk"), '{"text":"Buy milk"}'],
  ["an empty object", {}, "{}"]
])("%s is sent as JSON, again after a 401", async ([_, body, sent]) => {
  const fetch = answering(refused, () => json(id))

  await callApi("/notes", tokens("old", "new"), { method: "POST", body: body as object })

  const calls = fetch.mock.calls.map(([, options]) => [options.body, options.headers])
  expect(calls).toEqual([
    [sent, { "content-type": "application/json", authorization: "Bearer old" }],
    [sent, { "content-type": "application/json", authorization: "Bearer new" }]
  ])
})

test("JSON keeps a content type of its own", async () => {
  const fetch = answering(() => json(id))

  const headers = { "Content-Type": "application/merge-patch+json" }
  await callApi("/notes/7", tokens("jwt-1"), { method: "PATCH", body: { text: null }, headers })

  expect(fetch.mock.calls[0]?.[1]).toMatchObject({
    body: '{"text":null}',
    headers: { "content-type": "application/merge-patch+json" }
  })
})

test.for([
  ["a string", '{"text":"Buy milk"}'],
  ["an empty string", ""],
  ["a file", new Blob(["milk"], { type: "text/plain" })],
  ["a form", new FormData()],
  ["parameters", new URLSearchParams({ text: "Buy milk" })],
  ["bytes", new Uint8Array([1, 2])],
  ["a buffer", new ArrayBuffer(2)],
  ["a stream", new ReadableStream()],
  ["null", null]
] as const)("%s is left to fetch(), which knows its content type", async ([_, body]) => {
  const fetch = answering(() => json(id))

  await callApi("/notes", tokens("jwt-1"), { method: "POST", body })

  expect(fetch.mock.calls[0]?.[1].body).toBe(body)
  expect(fetch.mock.calls[0]?.[1].headers).toEqual({ authorization: "Bearer jwt-1" })
})

test.for([
  ["status 204", () => new Response(null, { status: 204 })],
  ["status 205", () => new Response(null, { status: 205 })],
  ["an empty body", () => new Response("", { status: 200 })],
  [
    "an empty body that claims to be JSON",
    () => new Response("", { headers: { "content-type": "application/json" } })
  ]
] as const)("%s is no error, and no answer", async ([_, answer]) => {
  answering(answer)

  expect(await callApi("/notes/7", tokens("jwt-1"), { method: "DELETE" })).toBeUndefined()
})

test.for([null, false, 0, ""])("an answer of %j is an answer", async (answer) => {
  answering(() => json(answer))

  expect(await callApi("/notes", tokens("jwt-1"))).toBe(answer)
})

test("an answer that breaks off is a connection problem", async () => {
  const broken = new ReadableStream({
    start: (stream) => {
      stream.enqueue(new TextEncoder().encode('{"id":'))
      stream.error(new TypeError("network error"))
    }
  })
  answering(() => new Response(broken))

  await expect(callApi("/notes", tokens("jwt-1"))).rejects.toMatchObject({
    name: "MessageError",
    code: "offline"
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
