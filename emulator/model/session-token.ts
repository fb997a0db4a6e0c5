import { randomUUID } from "node:crypto"
import { SignJWT } from "jose"
import { authorizationClaims } from "./authorization"
import { MINUTE, markChanged } from "./clock"
import type { Instance } from "./instance"
import { type Session, statusOf } from "./session"
import { tasksOf } from "./tasks"

/** Signs a session token in Clerk's version 2 format. An `organizationId` of `null` is the personal account. */
export function mintToken(
  instance: Instance,
  session: Session,
  organizationId: string | null,
  origin: string | undefined,
  lifetimeSeconds = instance.settings.session.tokenLifetimeSeconds
): Promise<string> {
  const issuedAt = toSeconds(issueTime(instance, session))
  const membership = organizationId ? session.user.memberships.get(organizationId) : undefined
  const { per, fpm, ...billing } = authorizationClaims(instance, session.user, membership)
  const token = new SignJWT({
    ...billing,
    ...(origin && { azp: origin }),
    exp: issuedAt + lifetimeSeconds,
    fva: factorVerificationAge(instance, session),
    iat: issuedAt,
    iss: `https://${instance.frontendApi}`,
    jti: randomUUID().replaceAll("-", ""),
    nbf: issuedAt - 10,
    ...(membership && {
      o: {
        id: membership.organization.id,
        slg: membership.organization.slug,
        rol: membership.role.replace("org:", ""),
        ...(per && { per, fpm })
      }
    }),
    sid: session.id,
    sts: statusOf(instance, session),
    sub: session.user.id,
    v: 2
  })
  return token
    .setProtectedHeader({
      alg: "RS256",
      cat: "cl_B7d4PD111AAA",
      kid: instance.id,
      oiat: issuedAt,
      typ: "JWT"
    })
    .sign(instance.signingKey.privateKey)
}

/**
 * A token is never older than the client's last change, including the one that the current request still has to mark. Servers compare
 * the two in seconds, and reject an older token.
 */
const issueTime = ({ clock }: Instance, { client }: Session) => Math.max(clock.now(), client.updatedAt + 1)
const toSeconds = (milliseconds: number) => Math.floor(milliseconds / 1000)

/**
 * The token in a serialized session. As soon as any of its claims change, a new token is minted and the session is marked as changed,
 * because the SDK compares those rather than the tasks or the status. A change of the client outdates the token too.
 */
export function currentToken(
  instance: Instance,
  session: Session,
  origin: string | undefined
): Promise<string> {
  const { clock, settings } = instance
  const membership = session.user.memberships.get(session.activeOrganizationId ?? "")
  const revision = JSON.stringify([
    statusOf(instance, session),
    tasksOf(session, instance),
    membership?.id,
    membership?.role,
    authorizationClaims(instance, session.user, membership),
    session.user.updatedAt,
    session.firstFactorAt,
    session.secondFactorAt
  ])
  const halfLife = (settings.session.tokenLifetimeSeconds * 1000) / 2
  const age = clock.now() - (session.token?.mintedAt ?? 0)
  const isSame = session.token?.revision === revision
  const isOutdated = toSeconds(session.token?.mintedAt ?? 0) < toSeconds(session.client.updatedAt)
  if (session.token && isSame && !isOutdated && age >= 0 && age < halfLife) return session.token.jwt

  if (session.token && !isSame) {
    markChanged(session, clock)
    markChanged(session.client, clock)
  }
  const mintedAt = issueTime(instance, session)
  const jwt = mintToken(instance, session, session.activeOrganizationId, origin)
  session.token = { jwt, mintedAt, revision }
  return jwt
}

/** Minutes since the first and the second factor were verified; -1 for never. */
export function factorVerificationAge({ clock }: Instance, session: Session): [number, number] {
  const minutesSince = (at: number | null) =>
    at === null ? -1 : Math.max(0, Math.floor((clock.now() - at) / MINUTE))
  return [minutesSince(session.firstFactorAt), minutesSince(session.secondFactorAt)]
}
