import type {
  InstanceSettings,
  KnownSession,
  OrganizationSummary,
  Requirement,
  SignInAttempt,
  SignUpAttempt,
  UserSummary
} from "~session/snapshot"
import type { Clerk } from "./clerk"

type Session = NonNullable<Clerk["session"]>
type User = NonNullable<Session["user"]>

/** Translates what Clerk's client holds into what pages may know. */
export function readSession(clerk: Clerk, attempt: SignInAttempt | SignUpAttempt | null): KnownSession {
  const common = { syncedAt: Date.now(), instance: readInstance(clerk) }
  const { session } = clerk
  if (!session?.user || (session.status !== "active" && session.status !== "pending")) {
    return { ...common, status: "signed-out", attempt }
  }

  const signedIn = { ...common, sessionId: session.id, user: readUser(session.user) }
  const tasks = session.tasks?.map(({ key }): string => key) ?? []
  const [currentTask] = tasks
  if (session.status === "pending" && currentTask) {
    return { ...signedIn, status: "pending", tasks, currentTask, taskCount: tasks.length }
  }
  return { ...signedIn, status: "active", organization: readOrganization(session) }
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
  const { attributes, signUp } = environment.userSettings
  const { slug, organizationCreationDefaults } = environment.organizationSettings

  const requirement = (attribute: { enabled: boolean; required: boolean } | undefined): Requirement =>
    !attribute?.enabled ? "off" : attribute.required ? "required" : "optional"

  return {
    applicationName: environment.displayConfig.applicationName,
    signIn: {
      password: attributes.password?.enabled ?? false,
      emailCode: attributes.email_address?.first_factors.includes("email_code") ?? false
    },
    signUp: {
      mode: signUp.mode,
      password: requirement(attributes.password),
      firstName: requirement(attributes.first_name),
      lastName: requirement(attributes.last_name)
    },
    organizations: { slug: !slug.disabled, creationDefaults: organizationCreationDefaults.enabled }
  }
}
