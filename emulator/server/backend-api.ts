import { apiError, envelope, notFound } from "../frontend-api/errors"
import { jwksJson } from "../json/jwks"
import { takeHandshake } from "../model/handshake"
import type { Instance } from "../model/instance"

/** The two APIs share the prefix `/v1`. The Frontend API has no `jwks` there, and nobody sends it a secret key. */
export const isForBackendApi = (request: Request) =>
  new URL(request.url).pathname === "/v1/jwks" || /^Bearer sk_/i.test(authorizationOf(request))

/**
 * The part of Clerk's Backend API that a server needs to verify session tokens: `GET /v1/jwks`, and the payload of a handshake. As at
 * Clerk, the secret key is checked before the path, and there are no CORS headers, because a page must not have the key.
 * @see https://clerk.com/docs/guides/development/errors/backend-api
 */
export async function serveBackendApi(request: Request, instance: Instance): Promise<Response> {
  const [, key] = /^Bearer\s+(\S.*)$/i.exec(authorizationOf(request)) ?? []
  if (key === undefined) return refuse(headerInvalid())
  if (key !== instance.secretKey) return refuse(keyInvalid())
  const { pathname, searchParams } = new URL(request.url)
  switch (`${request.method} ${pathname}`) {
    case "GET /v1/jwks":
      return Response.json(await jwksJson(instance))
    case "GET /v1/clients/handshake_payload": {
      const directives = takeHandshake(instance, searchParams.get("nonce") ?? "")
      return directives ? Response.json({ directives }) : refuse(notFound("handshake"))
    }
    default:
      return refuse(notServed())
  }
}

const authorizationOf = ({ headers }: Request) => headers.get("authorization") ?? ""

const refuse = ({ status, errors }: ReturnType<typeof apiError>) =>
  Response.json(envelope(errors), { status })

const headerInvalid = () =>
  apiError(401, "authorization_header_format_invalid", "Invalid Authorization header format", {
    longMessage: "Invalid Authorization header format. It must be 'Bearer <secret key>'."
  })

const keyInvalid = () =>
  apiError(
    401,
    "clerk_key_invalid",
    "The secret key is invalid. For the emulator, use the one that it prints at startup."
  )

const notServed = () =>
  apiError(404, "resource_not_found", "Resource not found", {
    longMessage: "The emulator only serves GET /v1/jwks of Clerk's Backend API."
  })
