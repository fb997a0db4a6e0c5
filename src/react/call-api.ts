import { failed } from "~messaging/failed"
import type { Auth } from "./use-auth"

/** Your server's address: `PLASMO_PUBLIC_API_URL` in `.env`. Empty if it isn't set. */
export const API_URL = process.env.PLASMO_PUBLIC_API_URL ?? ""

/** What `callApi()` takes: the options of `fetch()`, and a `body` that can also be an object or array, which is sent as JSON. */
export type ApiOptions = Omit<RequestInit, "body"> & { body?: BodyInit | object | null }

const TIME_LIMIT_MS = 20_000

/**
 * Calls your server as the signed-in user and returns the JSON it sends, or `undefined` if it sends nothing, as with
 * status 204. The server verifies the token, for example with `authenticateRequest()` of `@clerk/backend`. The token goes only
 * to that server: a redirect fails.
 *
 * @param path begins with one slash, such as `/notes`.
 * @throws {MessageError} `invalid-request`, `signed-out`, `offline`, `not-allowed` or `unexpected`.
 */
export async function callApi<Answer>(
  path: string,
  getToken: Auth["getToken"],
  options: ApiOptions = {}
): Promise<Answer | undefined> {
  // "@example.com" or ".example.com" would turn the address into a different host.
  if (!/^\/(?![/\\\s])/.test(path)) throw failed("invalid-request", "errorInvalidRequest")

  const init = withJson(options)
  let response = await request(path, await getToken(), init)
  // The server may know of newer changes than the token. If the session has ended, there is no new token, and every page
  // finds out.
  if (response.status === 401) response = await request(path, await getToken({ skipCache: true }), init)

  if (response.status === 401 || response.status === 403) throw failed("not-allowed", "errorApiRefused")
  if (!response.ok) throw failed("unexpected", "errorApiFailed")
  return read(response)
}

function withJson({ body = null, headers: given, ...options }: ApiOptions): RequestInit {
  const headers = new Headers(given)
  if (typeof body !== "object" || body === null || isSentAsIs(body)) return { ...options, headers, body }

  if (!headers.has("content-type")) headers.set("content-type", "application/json")
  return { ...options, headers, body: JSON.stringify(body) }
}

/** The bodies that `fetch()` takes. It would send any other object as "[object Object]". */
function isSentAsIs(body: object): body is Exclude<BodyInit, string> {
  const types = [Blob, FormData, URLSearchParams, ReadableStream, ArrayBuffer]
  return ArrayBuffer.isView(body) || types.some((type) => body instanceof type)
}

async function request(path: string, token: string | null, { signal, headers, ...options }: RequestInit) {
  if (token === null) throw failed("signed-out", "errorSignedOut")
  const timeLimit = AbortSignal.timeout(TIME_LIMIT_MS)
  try {
    return await fetch(API_URL + path, {
      ...options,
      redirect: "error",
      cache: "no-store",
      credentials: "omit",
      headers: { ...Object.fromEntries(new Headers(headers)), authorization: `Bearer ${token}` },
      signal: signal ? AbortSignal.any([signal, timeLimit]) : timeLimit
    })
  } catch {
    throw failed("offline", "errorApiUnreachable")
  }
}

async function read(response: Response) {
  const text = await response.text().catch(() => {
    throw failed("offline", "errorApiUnreachable")
  })
  if (text === "") return undefined
  try {
    return JSON.parse(text)
  } catch {
    throw failed("unexpected", "errorApiFailed")
  }
}
