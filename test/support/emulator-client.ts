import type { Fault } from "../../emulator/model/faults"
import type { Message } from "../../emulator/model/inbox"
import type { LoggedRequest } from "../../emulator/model/request-log"
import type { Settings, SettingsPatch } from "../../emulator/model/settings"

export type NewUser = {
  email: string
  password?: string
  phone?: string
  phoneSecondFactor?: boolean
  totp?: boolean
  firstName?: string
  lastName?: string
  passwordCompromised?: boolean
  banned?: boolean
  locked?: boolean
  createOrganizationEnabled?: boolean
  memberships?: { organization: string; role?: string }[]
  invitations?: { organization: string; role?: string }[]
  suggestions?: { organization: string }[]
}

export type NewOrganization = {
  name: string
  slug?: string
  /** A user id. */
  memberOf?: string
  role?: string
  domain?: string
}

export type EmulatedUser = { id: string; email: string; totpSecret?: string; backupCodes?: string[] }
export type EmulatedOrganization = { id: string; name: string; slug: string }

/** What tests look at of `GET /emulator/state`. */
export type EmulatorState = {
  settings: Settings
  users: {
    id: string
    email: string
    memberships: { organization: string; role: string }[]
    invitations: { id: string; organization: string; status: string }[]
  }[]
  organizations: { id: string; name: string; slug: string; hasLogo: boolean }[]
  sessions: {
    id: string
    status: string
    tasks: { key: string }[]
    userId: string
    activeOrganizationId: string | null
  }[]
}

export type EmulatorClient = ReturnType<typeof createEmulatorClient>

/** The emulator's control API: plays the administrator, the mail box and the network. */
export function createEmulatorClient(url: string) {
  async function call<Answer>(method: string, path: string, body?: unknown): Promise<Answer> {
    const response = await fetch(`${url}/emulator/${path}`, {
      method,
      ...(body !== undefined && {
        body: JSON.stringify(body),
        headers: { "content-type": "application/json" }
      })
    })
    const text = await response.text()
    if (!response.ok) throw new Error(`The emulator refused ${method} ${path}: ${response.status} ${text}`)
    return (text === "" ? undefined : JSON.parse(text)) as Answer
  }

  return {
    url,
    reset: (seed: string) => call<unknown>("POST", "reset", { seed }),
    state: () => call<EmulatorState>("GET", "state"),
    changeSettings: (settings: SettingsPatch) => call<Settings>("PATCH", "settings", settings),
    addUser: (user: NewUser) => call<EmulatedUser>("POST", "users", user),
    changeUser: (id: string, user: Partial<NewUser>) => call<EmulatedUser>("PATCH", `users/${id}`, user),
    deleteUser: (id: string) => call<unknown>("DELETE", `users/${id}`),
    removeMembership: (userId: string, organization: string) =>
      call<unknown>("DELETE", `users/${userId}/memberships/${organization}`),
    addOrganization: (organization: NewOrganization) =>
      call<EmulatedOrganization>("POST", "organizations", organization),
    /** "Acme 1", "Acme 2" ... */
    addOrganizations: (count: number, organization: NewOrganization) =>
      call<EmulatedOrganization[]>("POST", "organizations", { ...organization, count }),
    deleteOrganization: (id: string) => call<unknown>("DELETE", `organizations/${id}`),
    revokeInvitation: (id: string) => call<unknown>("POST", `invitations/${id}/revoke`),
    revokeSession: (id: string) => call<unknown>("POST", `sessions/${id}/revoke`),
    /** Newest first. */
    inbox: (to: string) => call<Message[]>("GET", `inbox?to=${encodeURIComponent(to)}`),
    /** Frontend API requests, oldest first. */
    requests: () => call<LoggedRequest[]>("GET", "requests"),
    setFaults: (faults: Fault[]) => call<unknown>("PUT", "faults", faults),
    /** Those that are left, each with how often it is still to come. */
    faults: () => call<Fault[]>("GET", "faults"),
    setLatency: (milliseconds: number) => call<unknown>("POST", "latency", { milliseconds }),
    moveClock: (offsetSeconds: number) => call<unknown>("POST", "clock", { offsetSeconds })
  }
}
