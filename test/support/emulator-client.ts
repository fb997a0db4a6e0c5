import type {
  addAppInvitation,
  NewAppInvitationInput,
  waitlistState
} from "../../emulator/control-api/app-invitations"
import type {
  NewOrganizationInput,
  OrganizationChangeInput,
  organizationSummary
} from "../../emulator/control-api/organizations"
import type { NewPasskeyInput, plantPasskey } from "../../emulator/control-api/passkeys"
import type { NewProviderAccountInput } from "../../emulator/control-api/provider-accounts"
import type { stateJson } from "../../emulator/control-api/state"
import type { NewUserInput, UserChangeInput, userSummary } from "../../emulator/control-api/users"
import type { Fault } from "../../emulator/model/faults"
import type { Message } from "../../emulator/model/inbox"
import type { ProviderAccount } from "../../emulator/model/provider-accounts"
import type { LoggedRequest } from "../../emulator/model/request-log"
import type { Settings, SettingsPatch } from "../../emulator/model/settings"

export type NewUser = NewUserInput
export type NewOrganization = NewOrganizationInput

/** Only the answer to adding a user contains the secrets. */
type EmulatedUser = ReturnType<typeof userSummary> & { totpSecret?: string; backupCodes?: string[] }
type EmulatedOrganization = ReturnType<typeof organizationSummary>

type AppInvitationLink = Awaited<ReturnType<typeof addAppInvitation>>

type EmulatorState = ReturnType<typeof stateJson>

export type EmulatorClient = ReturnType<typeof createEmulatorClient>

/** The emulator's control API: plays the admin, the mailbox and the network. */
export function createEmulatorClient(url: string) {
  async function call<Answer>(method: string, path: string, body?: unknown): Promise<Answer> {
    const response = await callControlApi(url, method, path, body)
    const text = await response.text()
    if (!response.ok) throw new Error(`The emulator refused ${method} ${path}: ${response.status} ${text}`)
    return JSON.parse(text) as Answer
  }

  return {
    url,
    reset: (seed: string) => call<{ seed: string }>("POST", "/reset", { seed }),
    state: () => call<EmulatorState>("GET", "/state"),
    changeSettings: (settings: SettingsPatch) => call<Settings>("PATCH", "/settings", settings),
    addUser: (user: NewUser) => call<EmulatedUser>("POST", "/users", user),
    /** "member1@acme.com", "member2@acme.com" ... */
    addUsers: (count: number, user: NewUser) => call<EmulatedUser[]>("POST", "/users", { ...user, count }),
    changeUser: (id: string, change: UserChangeInput) => call<EmulatedUser>("PATCH", `/users/${id}`, change),
    deleteUser: (id: string) => call<{ id: string }>("DELETE", `/users/${id}`),
    /** Returns what CDP's `WebAuthn.addCredential` expects. */
    addPasskey: (userId: string, passkey: NewPasskeyInput = {}) =>
      call<ReturnType<typeof plantPasskey>>("POST", `/users/${userId}/passkeys`, passkey),
    /** An account that providers' pages offer. */
    addProviderAccount: (account: NewProviderAccountInput) =>
      call<ProviderAccount>("POST", "/provider-accounts", account),
    removeMembership: (userId: string, organization: string) =>
      call<{ organization: string }>("DELETE", `/users/${userId}/memberships/${organization}`),
    addOrganization: (organization: NewOrganization) =>
      call<EmulatedOrganization>("POST", "/organizations", organization),
    /** "Acme 1", "Acme 2" ... */
    addOrganizations: (count: number, organization: NewOrganization) =>
      call<EmulatedOrganization[]>("POST", "/organizations", { ...organization, count }),
    changeOrganization: (id: string, change: OrganizationChangeInput) =>
      call<EmulatedOrganization>("PATCH", `/organizations/${id}`, change),
    deleteOrganization: (id: string) => call<{ id: string }>("DELETE", `/organizations/${id}`),
    revokeInvitation: (id: string) => call<{ id: string }>("POST", `/invitations/${id}/revoke`),
    /** Invites someone to the app. */
    inviteToApp: (invitation: NewAppInvitationInput) =>
      call<AppInvitationLink>("POST", "/app-invitations", invitation),
    revokeAppInvitation: (id: string) =>
      call<{ id: string; status: string }>("POST", `/app-invitations/${id}/revoke`),
    waitlist: () => call<ReturnType<typeof waitlistState>[]>("GET", "/waitlist"),
    inviteFromWaitlist: (id: string) => call<AppInvitationLink>("POST", `/waitlist/${id}/invite`),
    revokeSession: (id: string) => call<{ id: string }>("POST", `/sessions/${id}/revoke`),
    /** Newest first: all messages, or those sent to one address or number. */
    inbox: (to?: string) => call<Message[]>("GET", to ? `/inbox?to=${encodeURIComponent(to)}` : "/inbox"),
    /** Frontend API requests since a time in epoch milliseconds, oldest first. */
    requests: (since = 0) => call<LoggedRequest[]>("GET", `/requests?since=${since}`),
    setFaults: (faults: Fault[]) => call<Fault[]>("PUT", "/faults", faults),
    /** All faults that were set, each with how often it's still to come. */
    faults: () => call<Fault[]>("GET", "/faults"),
    /** Delays every request before its work, or every answer after it; a value that is left out stays. */
    setLatency: (latency: { milliseconds?: number; afterMilliseconds?: number }) =>
      call<Required<typeof latency>>("POST", "/latency", latency),
    moveClock: (offsetSeconds: number) => call<{ now: number }>("POST", "/clock", { offsetSeconds })
  }
}

/** A raw call, for tests of what is refused. */
export const callControlApi = (url: string, method: string, path: string, body?: unknown) =>
  fetch(`${url}/emulator${path}`, {
    method,
    ...(body !== undefined && {
      body: JSON.stringify(body),
      headers: { "content-type": "application/json" }
    })
  })
