import type {
  InstanceSettings,
  KnownSession,
  MfaMethod,
  OrganizationSummary,
  OtherMethod,
  PasswordRules,
  Requirement,
  SessionSummary,
  SignInAttempt,
  SignUpAttempt,
  UserSummary
} from "~session/snapshot"
import type { Clerk } from "./clerk"

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
  const tasks = session.tasks?.map(({ key }): string => key) ?? []
  const [currentTask] = tasks
  if (session.status === "pending" && currentTask) {
    return { ...signedIn, status: "pending", tasks, currentTask, taskCount: tasks.length }
  }
  return { ...signedIn, status: "active", organization: readOrganization(session) }
}

function readSessions({ client }: Clerk): SessionSummary[] {
  return (client?.signedInSessions ?? []).flatMap(({ id, user, tasks }) =>
    user ? [{ sessionId: id, user: readUser(user), tasksLeft: tasks?.length ?? 0 }] : []
  )
}

function readUser(user: User): UserSummary {
  const identifier =
    user.primaryEmailAddress?.emailAddress ?? user.primaryPhoneNumber?.phoneNumber ?? user.username ?? user.id
  return {
    id: user.id,
    name: user.fullName || identifier,
    identifier,
    imageUrl: user.hasImage ? user.imageUrl : null,
    mayCreateOrganizations: user.createOrganizationEnabled
  }
}

function readOrganization({ lastActiveOrganizationId, user }: Session): OrganizationSummary | null {
  const membership = user?.organizationMemberships.find(
    ({ organization }) => organization.id === lastActiveOrganizationId
  )
  if (!membership) return null
  const { organization, role, roleName } = membership
  return {
    id: organization.id,
    name: organization.name,
    slug: organization.slug,
    role,
    roleName,
    imageUrl: organization.hasImage ? organization.imageUrl : null
  }
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
      others: readOtherMethods(environment.userSettings)
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
    mfa: readMfa(attributes)
  }
}

function readOtherMethods({ attributes, enterpriseSSO }: UserSettings): OtherMethod[] {
  const isFirst = (name: "phone_number" | "username" | "passkey" | "web3_wallet") =>
    attributes[name]?.enabled && attributes[name].used_for_first_factor
  return [
    ...(enterpriseSSO.enabled ? (["enterprise_sso"] as const) : []),
    ...(attributes.email_address?.first_factors.includes("email_link") ? (["email_link"] as const) : []),
    ...(["phone_number", "username", "passkey", "web3_wallet"] as const).filter(isFirst)
  ]
}

// Clerk takes no password shorter than 8 or longer than 72 characters, whatever the settings say.
function readPasswordRules(settings: UserSettings["passwordSettings"]): PasswordRules {
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

// The order of the attributes is the order in which Clerk's own components offer the methods.
function readMfa(attributes: UserSettings["attributes"]): InstanceSettings["mfa"] {
  const offered = Object.values(attributes)
    .filter((attribute) => attribute?.used_for_second_factor)
    .flatMap((attribute) => attribute.second_factors)
  return {
    methods: offered.filter((factor): factor is MfaMethod => factor === "totp" || factor === "phone_code"),
    backupCodes: offered.includes("backup_code")
  }
}
