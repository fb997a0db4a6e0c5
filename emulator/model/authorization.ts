import type { Instance } from "./instance"
import type { Membership } from "./organization"
import type { User } from "./user"

/** @see https://clerk.com/docs/guides/organizations/control-access/roles-and-permissions#system-permissions */
const SYSTEM_PERMISSIONS = [
  "org:sys_profile:manage",
  "org:sys_profile:delete",
  "org:sys_memberships:read",
  "org:sys_memberships:manage",
  "org:sys_domains:read",
  "org:sys_domains:manage",
  "org:sys_billing:read",
  "org:sys_billing:manage",
  "org:sys_entconns:manage"
]
const SYSTEM_PERMISSIONS_OF_MEMBERS = ["org:sys_memberships:read", "org:sys_billing:read"]

export const permissionsOf = (instance: Instance, membership: Membership): string[] => [
  ...(membership.role === "org:admin" ? SYSTEM_PERMISSIONS : SYSTEM_PERMISSIONS_OF_MEMBERS),
  ...customPermissionsOf(instance, membership).map(({ feature, name }) => `org:${feature}:${name}`)
]

/** Under a plan, a permission counts only if the plan includes its feature. */
function customPermissionsOf({ settings }: Instance, { role, organization }: Membership) {
  const ofRole = (settings.permissions[role] ?? []).map((key) => {
    const [, feature = "", name = ""] = key.split(":")
    return { feature, name }
  })
  const { plan, features } = organization
  return ofRole.filter(({ feature }) => plan === null || features.includes(feature))
}

/**
 * The claims for plans, features and custom permissions. Claims without a value are left out.
 * @see https://clerk.com/docs/guides/sessions/session-tokens
 */
export function authorizationClaims(instance: Instance, user: User, membership: Membership | undefined) {
  const permissions = membership ? customPermissionsOf(instance, membership) : []
  const names = sorted(permissions.map(({ name }) => name))
  const organization = membership?.organization
  const inOrganization = sorted([
    ...(organization?.features ?? []),
    ...permissions.map(({ feature }) => feature)
  ])
  const onlyOfUser = sorted(user.features).filter((feature) => !inOrganization.includes(feature))
  const plan = organization ? organization.plan : user.plan
  // The organization's features come first, because `fpm` refers to them by position.
  const features = [
    ...inOrganization.map((feature) => `${user.features.includes(feature) ? "uo" : "o"}:${feature}`),
    ...onlyOfUser.map((feature) => `u:${feature}`)
  ]

  /** A bit mask of the feature's permissions. The first permission is the lowest bit. */
  function maskOf(feature: string) {
    const own = permissions.filter((permission) => permission.feature === feature)
    return names.reduce((mask, name, place) => {
      const isGranted = own.some((permission) => permission.name === name)
      return isGranted ? mask | (1n << BigInt(place)) : mask
    }, 0n)
  }

  return {
    ...(plan !== null && { pla: `${organization ? "o" : "u"}:${plan}` }),
    ...(features.length > 0 && { fea: features.join() }),
    ...(names.length > 0 && { per: names.join(), fpm: inOrganization.map(maskOf).join() })
  }
}

const sorted = (values: string[]) => [...new Set(values)].sort()
