import { createLocalJWKSet, errors, type JWTPayload, jwtVerify } from "jose"
import { jwksJson } from "../json/jwks"
import type { Instance } from "../model/instance"

type Whoami =
  | {
      signedIn: true
      userId: string
      sessionId: string
      sessionStatus: string
      organizationId: string | null
      organizationSlug: string | null
      organizationRole: string | null
    }
  | { signedIn: false; reason: string }

/**
 * The protected endpoint of an application. It uses only the request and the instance's public keys. A pending session counts as
 * signed out, as in Clerk's backend SDKs, which define the names of the reasons.
 */
export async function whoami(instance: Instance, request: Request): Promise<Whoami> {
  const token = tokenOf(request)
  if (!token) return { signedIn: false, reason: "session-token-missing" }
  try {
    const { payload } = await jwtVerify(token, createLocalJWKSet(await jwksJson(instance)), {
      algorithms: ["RS256"],
      issuer: `https://${instance.frontendApi}`,
      requiredClaims: ["exp", "sub", "sid"],
      currentDate: new Date(instance.clock.now()),
      clockTolerance: 5
    })
    return payload.sts === "pending" ? { signedIn: false, reason: "session-pending" } : signedIn(payload)
  } catch (error) {
    return { signedIn: false, reason: reasonOf(error) }
  }
}

function signedIn(payload: JWTPayload): Whoami {
  const organization = payload.o as { id: string; slg: string; rol: string } | undefined
  return {
    signedIn: true,
    userId: String(payload.sub),
    sessionId: String(payload.sid),
    sessionStatus: String(payload.sts),
    organizationId: organization?.id ?? null,
    organizationSlug: organization?.slg ?? null,
    organizationRole: organization ? `org:${organization.rol}` : null
  }
}

function reasonOf(error: unknown) {
  if (error instanceof errors.JWTExpired) return "token-expired"
  if (error instanceof errors.JWSSignatureVerificationFailed) return "token-invalid-signature"
  if (error instanceof errors.JWKSNoMatchingKey) return "jwk-kid-mismatch"
  if (error instanceof errors.JWTClaimValidationFailed && error.claim === "nbf") return "token-not-active-yet"
  return "token-invalid"
}

/** Pages on the same origin send it in a cookie. Other callers send it in a header. */
const tokenOf = ({ headers }: Request) =>
  /^Bearer\s+(\S+)$/i.exec(headers.get("authorization") ?? "")?.[1] ??
  /(?:^|;\s*)__session=([^;]+)/.exec(headers.get("cookie") ?? "")?.[1]
