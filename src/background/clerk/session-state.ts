import {
  type InstanceSettings,
  type KnownSession,
  type MfaMethod,
  type OrganizationSummary,
  OTHER_METHODS,
  type OtherMethod,
  type PasswordRules,
  type Requirement,
  type SessionSummary,
  type SignInAttempt,
  type SignUpAttempt,
  type UserSummary
} from "~session/snapshot"
import { claimsOf } from "./jwt"
import type { Clerk } from "./sdk"
import { exclusiveOrganizationIdOf } from "./session"

type Session = NonNullable<Clerk["session"]>
type User = NonNullable<Session["user"]>
type UserSettings = NonNullable<Clerk["__internal_environment"]>["userSettings"]

/** Translates what Clerk's client holds into what pages may know. */
export function readSession(clerk: Clerk, attempt: SignInAttempt | SignUpAttempt | null): KnownSession {
  const common = {
    syncedAt: Date.now(),
    instance: readInstance(clerk),
    sessions: readSessions(clerk),
    attempt
  }
  const { session } = clerk
  if (!session?.user || (session.status !== "active" && session.status !== "pending")) {
    return { ...common, status: "signed-out" }
  }

  const signedIn = { ...common, sessionId: session.id, user: readUser(session.user) }
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
  const { id, firstName, lastName, fullName, username, imageUrl, hasImage } = user
  const primaryEmailAddress = user.primaryEmailAddress?.emailAddress ?? null
  const primaryPhoneNumber = user.primaryPhoneNumber?.phoneNumber ?? null
  return {
    id,
    firstName,
    lastName,
    fullName: fullName || null,
    username,
    primaryEmailAddress,
    primaryPhoneNumber,
    identifier: primaryEmailAddress ?? username ?? primaryPhoneNumber ?? id,
    imageUrl,
    hasImage,
    mayCreateOrganizations: user.createOrganizationEnabled
  }
}

function readOrganization({ lastActiveOrganizationId, user }: Session): OrganizationSummary | null {
  const membership = user?.organizationMemberships.find(
    ({ organization }) => organization.id === lastActiveOrganizationId
  )
  if (!membership) return null
  const { role, roleName, permissions, organization } = membership
  const { id, name, slug, imageUrl, hasImage } = organization
  return { id, name, slug, role, roleName, permissions, imageUrl, hasImage }
}

type BillingClaims = { pla?: string; fea?: string; o?: { id: string }; org_id?: string }

// Clerk's SDK for React, too, reads them from the token that came with the client. While the organization is being changed, that
// token may still be for the one before.
function readBilling({ lastActiveToken, lastActiveOrganizationId }: Session) {
  const token = lastActiveToken?.getRawString()
  const { pla = "", fea = "", o, org_id = null } = token ? claimsOf<BillingClaims>(token) : {}
  const isCurrent = (o?.id ?? org_id) === lastActiveOrganizationId
  return isCurrent ? { plans: pla, features: fea } : { plans: "", features: "" }
}

function readInstance({ __internal_environment: environment }: Clerk): InstanceSettings {
  if (!environment) throw new Error("Clerk is not loaded")
  const { attributes, signUp, passwordSettings, social } = environment.userSettings
  const { enabled, forceOrganizationSelection, slug, organizationCreationDefaults } =
    environment.organizationSettings

  const requirement = (attribute: { enabled: boolean; required: boolean } | undefined): Requirement =>
    !attribute?.enabled ? "off" : attribute.required ? "required" : "optional"

  return {
    applicationName: environment.displayConfig.applicationName,
    isMultiSession: !environment.isSingleSession(),
    homeUrl: environment.displayConfig.homeUrl || null,
    signIn: {
      password: attributes.password?.enabled ?? false,
      emailCode: attributes.email_address?.first_factors.includes("email_code") ?? false,
      social: Object.values(social).flatMap((company) =>
        company?.enabled && company.authenticatable ? [company.name] : []
      ),
      others: OTHER_METHODS.filter((method) => hasMethod(environment.userSettings, method))
    },
    signUp: {
      mode: signUp.mode,
      password: requirement(attributes.password),
      firstName: requirement(attributes.first_name),
      lastName: requirement(attributes.last_name)
    },
    organizations: {
      enabled,
      personalAccount: !forceOrganizationSelection,
      slug: !slug.disabled,
      creationDefaults: organizationCreationDefaults.enabled
    },
    password: readPasswordRules(passwordSettings),
    hasBackupCodes: secondFactorsIn(attributes).includes("backup_code")
  }
}

function hasMethod({ attributes, enterpriseSSO }: UserSettings, method: OtherMethod) {
  switch (method) {
    case "enterprise_sso":
      return enterpriseSSO.enabled
    case "email_link":
      return attributes.email_address?.first_factors.includes("email_link") ?? false
    default:
      return Boolean(attributes[method]?.enabled && attributes[method].used_for_first_factor)
  }
}

/** Clerk takes no password shorter than 8 or longer than 72 characters, whatever the settings say. */
export function readPasswordRules(settings: UserSettings["passwordSettings"]): PasswordRules {
  return {
    minLength: Math.max(settings.min_length, 8),
    maxLength: Math.min(settings.max_length || 72, 72),
    requireLowercase: settings.require_lowercase,
    requireUppercase: settings.require_uppercase,
    requireNumbers: settings.require_numbers,
    requireSpecial: settings.require_special_char,
    allowedSpecialCharacters: settings.allowed_special_characters,
    minStrength: settings.show_zxcvbn ? settings.min_zxcvbn_strength : null
  }
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

// The order of the attributes is the order in which Clerk's own components offer them.
function secondFactorsIn(attributes: Partial<UserSettings["attributes"]>) {
  return Object.values(attributes).flatMap((attribute) =>
    attribute?.used_for_second_factor ? attribute.second_factors : []
  )
}
