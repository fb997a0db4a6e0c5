import { ApiError, apiError, envelope, internalError } from "../frontend-api/errors"
import { type Instance, tellListeners } from "../model/instance"
import { pageRefused } from "./errors"
import { readJson } from "./input"
import { findEndpoint } from "./routes"

/** The two APIs share the prefix `/v1`. The Frontend API has no `jwks` there, and nobody sends it a secret key. */
export const isForBackendApi = (request: Request) =>
  new URL(request.url).pathname === "/v1/jwks" || /^Bearer sk_/i.test(authorizationOf(request))

/**
 * Serves Clerk's Backend API. As at Clerk, the secret key is checked before the path, and there are no CORS headers, because a page
 * must not have the key.
 * @see https://clerk.com/docs/reference/backend-api
 */
export async function serveBackendApi(request: Request, instance: Instance): Promise<Response> {
  const { origin, pathname, searchParams } = new URL(request.url)
  try {
    requireKey(request, instance)
    refusePages(request)
    const { handler, params } = findEndpoint(request.method, pathname.replace(/^\/v1/, ""))
    const body = request.method === "GET" ? {} : await readJson(request)
    const view = { instance, baseUrl: origin, origin: undefined }
    const json = await handler({ view, instance, params, query: searchParams, body })
    return json === undefined ? new Response(null, { status: 204 }) : Response.json(json)
  } catch (error) {
    const refusal = error instanceof ApiError ? error : internalError()
    if (refusal !== error) console.error(error)
    const { status, errors } = refusal
    // The rest of a large request stays unread.
    return Response.json(envelope(errors), { status, headers: status === 413 ? { connection: "close" } : {} })
  } finally {
    if (request.method !== "GET") tellListeners(instance)
  }
}

/** The emulator's key isn't secret, so any page or extension could send it. Servers send neither of these headers. */
function refusePages({ headers }: Request) {
  if (headers.has("origin") || headers.has("sec-fetch-site")) throw pageRefused()
}

const authorizationOf = ({ headers }: Request) => headers.get("authorization") ?? ""

function requireKey(request: Request, { secretKey }: Instance) {
  const [, key] = /^Bearer\s+(\S.*)$/i.exec(authorizationOf(request)) ?? []
  if (key === undefined) {
    throw apiError(401, "authorization_header_format_invalid", "Invalid Authorization header format", {
      longMessage: "Invalid Authorization header format. It must be 'Bearer <secret key>'."
    })
  }
  if (key !== secretKey) {
    throw apiError(
      401,
      "clerk_key_invalid",
      "The secret key is invalid. For the emulator, use the one that it prints at startup."
    )
  }
}
