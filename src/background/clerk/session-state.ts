import type {
  ActiveSession,
  KnownSession,
  MfaMethod,
  OrganizationSummary,
  SessionSummary,
  UserSummary
} from "~session/snapshot"
import { readInstance, secondFactorsIn } from "./instance-settings"
import { claimsOf } from "./jwt"
import { readNamed } from "./organizations"
import { plainText, plainTextOrNull, webAddress } from "./plain"
import type { Clerk } from "./sdk"
import { exclusiveOrganizationIdOf } from "./session"

type Session = NonNullable<Clerk["session"]>
type User = NonNullable<Session["user"]>

/** What only the extension knows. */
type KeptHere = Pick<KnownSession, "attempt" | "ssoFailure" | "waitlistedAs" | "isUnsaved"> &
  Pick<ActiveSession, "hasUnsavedBackupCodes">

/** Translates what Clerk's client holds into what pages may know. */
export function readSession(clerk: Clerk, { hasUnsavedBackupCodes, ...keptHere }: KeptHere): KnownSession {
  const common = {
    syncedAt: Date.now(),
    instance: readInstance(clerk),
    sessions: readSessions(clerk),
    lastStrategy: clerk.client?.lastAuthenticationStrategy ?? null,
    ...keptHere,
    accountChange: null
  }
  const { session } = clerk
  if (!session?.user || (session.status !== "active" && session.status !== "pending")) {
    return { ...common, status: "signed-out" }
  }

  const signedIn = { ...common, sessionId: session.id, user: readUser(session.user), hasUnsavedBackupCodes }
  if (session.status === "pending") {
    const tasks = (session.tasks ?? []).map(({ key }) => key)
    return {
      ...signedIn,
      status: "pending",
      tasks,
      taskCount: tasks.length,
      mfaMethods: readMfaMethods(clerk, session.user),
      exclusiveOrganizationId: exclusiveOrganizationIdOf(session)
    }
  }
  return { ...signedIn, status: "active", organization: readOrganization(session), ...readBilling(session) }
}

function readSessions({ client }: Clerk): SessionSummary[] {
  return (client?.signedInSessions ?? []).flatMap(({ id, user }) =>
    user ? [{ sessionId: id, user: readUser(user) }] : []
  )
}

function readUser(user: User): UserSummary {
  const { id } = user
  const username = plainTextOrNull(user.username)
  // 320: the longest possible address.
  const primaryEmailAddress = plainTextOrNull(user.primaryEmailAddress?.emailAddress, 320)
  const primaryPhoneNumber = plainTextOrNull(user.primaryPhoneNumber?.phoneNumber)
  return {
    id,
    firstName: plainTextOrNull(user.firstName),
    lastName: plainTextOrNull(user.lastName),
    fullName: plainTextOrNull(user.fullName),
    username,
    primaryEmailAddress,
    primaryPhoneNumber,
    identifier: primaryEmailAddress ?? username ?? primaryPhoneNumber ?? id,
    ...readPicture(user),
    mayCreateOrganizations: user.createOrganizationEnabled
  }
}

function readOrganization({ lastActiveOrganizationId, user }: Session): OrganizationSummary | null {
  const membership = user?.organizationMemberships.find(
    ({ organization }) => organization.id === lastActiveOrganizationId
  )
  if (!membership) return null
  const { role, roleName, permissions, organization } = membership
  const { id, name, slug } = readNamed(organization)
  return {
    id,
    name,
    slug,
    role,
    roleName: plainText(roleName),
    permissions: permissions ?? [],
    ...readPicture(organization)
  }
}

// A picture whose address isn't safe to open counts as none.
function readPicture({ imageUrl, hasImage }: { imageUrl: string; hasImage: boolean }) {
  const address = webAddress(imageUrl)
  return { imageUrl: address ?? "", hasImage: hasImage === true && address !== null }
}

type BillingClaims = { pla?: string; fea?: string; o?: { id: string }; org_id?: string }

// Clerk's React SDK, too, reads them from the token that came with the client. While the organization is changing, that token may
// still belong to the previous organization.
function readBilling({ lastActiveToken, lastActiveOrganizationId }: Session) {
  const token = lastActiveToken?.getRawString()
  const { pla = "", fea = "", o, org_id = null } = token ? claimsOf<BillingClaims>(token) : {}
  const isCurrent = (o?.id ?? org_id) === lastActiveOrganizationId
  return isCurrent ? { plans: pla, features: fea } : { plans: "", features: "" }
}

function readMfaMethods({ __internal_environment: environment }: Clerk, user: User): MfaMethod[] {
  const [enterpriseAccount] = user.enterpriseAccounts
  const mayAddPhone =
    !enterpriseAccount || enterpriseAccount.enterpriseConnection?.disableAdditionalIdentifications === false
  return secondFactorsIn(environment?.userSettings.attributes ?? {}).filter(
    (factor): factor is MfaMethod =>
      (factor === "totp" && !user.totpEnabled) || (factor === "phone_code" && mayAddPhone)
  )
}
