import { type TextKey, t } from "~i18n"
import { MessageError, type MessageErrorCode } from "~messaging/message-error"
import type { Auth } from "./use-auth"

/** Your server's address: `PLASMO_PUBLIC_API_URL` in `.env`. Empty if it isn't set. */
export const API_URL = process.env.PLASMO_PUBLIC_API_URL ?? ""

const TIME_LIMIT_MS = 20_000

/**
 * Calls your server as the signed-in user and returns the JSON it sends. The server verifies the token, for
 * example with `authenticateRequest()` of `@clerk/backend`. The token goes only to that server: a redirect fails.
 *
 * @param path begins with one slash, such as `/notes`.
 * @throws {MessageError} `invalid-request`, `signed-out`, `offline`, `not-allowed` or `unexpected`.
 */
export async function callApi<Answer>(
  path: string,
  getToken: Auth["getToken"],
  options: RequestInit = {}
): Promise<Answer> {
  // "@example.com" or ".example.com" would turn the address into a different host.
  if (!/^\/(?![/\\\s])/.test(path)) throw failed("invalid-request", "errorInvalidRequest")

  let response = await request(path, await getToken(), options)
  // The server may know of newer changes than the token. If the session has ended, there is no new token, and every page
  // finds out.
  if (response.status === 401) response = await request(path, await getToken({ skipCache: true }), options)

  if (response.status === 401 || response.status === 403) throw failed("not-allowed", "errorApiRefused")
  if (!response.ok) throw failed("unexpected", "errorApiFailed")
  return response.json().catch(() => {
    throw failed("unexpected", "errorApiFailed")
  })
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

function failed(code: MessageErrorCode, text: TextKey) {
  return new MessageError({ code, message: t(text) })
}
