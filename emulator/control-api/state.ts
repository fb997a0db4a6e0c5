import { liveSessions } from "../model/client"
import type { Instance } from "../model/instance"
import { invitationStatus, type Organization } from "../model/organization"
import { registeredPasskeys } from "../model/passkeys"
import { isLive, type Session, statusOf } from "../model/session"
import { tasksOf } from "../model/tasks"
import { hasSecondFactor, isVerified, type User } from "../model/user"
import { appInvitationState, waitlistState } from "./app-invitations"
import { listAccounts } from "./provider-accounts"
import { userSummary } from "./users"

/** The whole state of the instance, without passwords, codes, secrets and tokens. */
export function stateJson(instance: Instance) {
  return {
    ...instanceState(instance),
    settings: instance.settings,
    users: [...instance.users.values()].map((user) => userState(user, instance)),
    organizations: [...instance.organizations.values()].map(organizationState),
    appInvitations: [...instance.appInvitations.values()].map(appInvitationState),
    providerAccounts: listAccounts(instance),
    waitlist: [...instance.waitlist.values()].map(waitlistState),
    clients: [...instance.clients.values()].map((client) => ({
      id: client.id,
      lastActiveSessionId: client.lastActiveSessionId,
      signIn: client.signIn && { id: client.signIn.id, status: client.signIn.status },
      signUp: client.signUp && { id: client.signUp.id },
      sessions: liveSessions(instance, client).map(({ id }) => id)
    })),
    sessions: [...instance.sessions.values()].map((session) => sessionState(session, instance))
  }
}

export const instanceState = (instance: Instance) => ({
  instance: {
    id: instance.id,
    type: instance.type,
    publishableKey: instance.publishableKey,
    frontendApi: instance.frontendApi
  },
  seed: instance.seed,
  clock: { offsetSeconds: instance.clock.offsetSeconds, now: instance.clock.now() },
  latency: { milliseconds: instance.latency, afterMilliseconds: instance.latencyAfter }
})

export function userState(user: User, instance: Instance) {
  return {
    ...userSummary(user),
    hasPassword: user.password !== null,
    passwordCompromised: user.password?.compromised === true,
    totp: user.totp?.verified === true,
    backupCodesLeft: user.backupCodes?.codes.size ?? 0,
    hasSecondFactor: hasSecondFactor(user),
    externalAccounts: user.externalAccounts.map(({ provider, emailAddress }) => ({ provider, emailAddress })),
    enterpriseAccounts: user.enterpriseAccounts.map(({ connectionId, emailAddress }) => ({
      connectionId,
      emailAddress
    })),
    phoneNumbers: user.phoneNumbers.map((phone) => ({
      phoneNumber: phone.phoneNumber,
      verified: isVerified(phone),
      reservedForSecondFactor: phone.reservedForSecondFactor
    })),
    passkeys: registeredPasskeys(user).map(({ id, name, credential }) => ({
      id,
      name,
      usable: !!credential
    })),
    banned: user.banned,
    deactivated: user.deactivated,
    locked: user.lockedUntil !== null && instance.clock.now() < user.lockedUntil,
    createOrganizationEnabled: user.createOrganizationEnabled,
    plan: user.plan,
    features: user.features,
    memberships: [...user.memberships.values()].map(({ organization, role }) => ({
      organization: organization.id,
      role
    })),
    invitations: user.invitations.map((invitation) => ({
      id: invitation.id,
      organization: invitation.organization.id,
      role: invitation.role,
      status: invitationStatus(instance, invitation)
    })),
    suggestions: user.suggestions.map(({ id, organization, status }) => ({
      id,
      organization: organization.id,
      status
    }))
  }
}

export const organizationState = ({
  id,
  name,
  slug,
  domain,
  memberships,
  logo,
  exclusiveMembership,
  plan,
  features
}: Organization) => ({
  id,
  name,
  slug,
  domain,
  hasLogo: logo !== null,
  membersCount: memberships.size,
  exclusiveMembership,
  plan,
  features
})

export const sessionState = (session: Session, instance: Instance) => ({
  id: session.id,
  userId: session.user.id,
  clientId: session.client.id,
  status: statusOf(instance, session),
  tasks: isLive(instance, session) ? tasksOf(session, instance).map((key) => ({ key })) : [],
  activeOrganizationId: session.activeOrganizationId
})
