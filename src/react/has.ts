import type { CheckAuthorizationWithCustomPermissions } from "@clerk/shared/types"
import type { ActiveSession } from "~session/snapshot"

/** The arguments of `has()`: a role, a permission, a plan, a feature, or several of them, which must then all match. */
type Params = Parameters<CheckAuthorizationWithCustomPermissions>[0]

/**
 * Makes Clerk's `has()` for a session. Role and permissions come from the membership in the active organization, plans and
 * features from the session token. It always refuses `reverification`: Clerk requires that when a command needs it.
 * @see https://clerk.com/docs/guides/secure/authorization-checks
 */
export function hasOf(session: Pick<ActiveSession, "organization" | "plans" | "features">) {
  const { organization, plans, features } = session

  return ({ role, permission, plan, feature, reverification }: Params): boolean => {
    const answers = [
      role === undefined || (organization !== null && withOrg(organization.role) === withOrg(role)),
      permission === undefined || (organization?.permissions.includes(withOrg(permission)) ?? false),
      plan === undefined || isAmong(plans, plan),
      feature === undefined || isAmong(features, feature),
      reverification === undefined
    ]
    const isAsked = [role, permission, plan, feature].some((wanted) => wanted !== undefined)
    return isAsked && answers.every(Boolean)
  }
}

// Clerk accepts "admin" for "org:admin".
function withOrg(key: string) {
  return key.replace(/^(org:)*/, "org:")
}

/**
 * Whether a claim such as `o:pro,u:free,uo:basic` names a plan or feature: `pro` of either, `org:pro` of the organization or
 * `user:free` of the user. The claim's scopes are `o`, `u`, and `uo` for what both have.
 */
function isAmong(claim: string, wanted: string) {
  const [scope, id] = wanted.includes(":") ? wanted.split(":") : [undefined, wanted]
  const letter = scope?.match(/^(o|u|org|user|organization)$/)?.[0].charAt(0)
  if (scope !== undefined && letter === undefined) return false

  return claim.split(",").some((element) => {
    const [scopes = "", name] = element.trim().split(":")
    return name === id && (letter === undefined || scopes.includes(letter))
  })
}
