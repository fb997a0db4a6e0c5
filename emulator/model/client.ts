import { markChanged } from "./clock"
import { newId, newSecret } from "./ids"
import type { Instance } from "./instance"
import { isLive, type Session } from "./session"
import type { SignIn } from "./sign-in"
import type { SignUp } from "./sign-up"

/** A browser or other holder of a token. It gets a client when it first needs one. */
export type Device = {
  token: string
  client: Client | null
  /** Lets a native application exchange a nonce for the new token, once, after its token was rotated during a redirect. */
  rotation?: { nonce: string; token: string; expireAt: number } | undefined
}

export type Client = {
  id: string
  sessions: Session[]
  /** The current attempt. */
  signIn: SignIn | null
  signUp: SignUp | null
  lastActiveSessionId: string | null
  lastStrategy: string | null
  createdAt: number
  updatedAt: number
}

export function createDevice({ devices }: Instance): Device {
  const device: Device = { token: newSecret(), client: null }
  devices.set(device.token, device)
  return device
}

export function renewToken({ devices }: Instance, device: Device) {
  devices.delete(device.token)
  device.token = newSecret()
  devices.set(device.token, device)
}

/** The device that the client belongs to. */
export function deviceOf({ devices }: Instance, client: Client): Device | undefined {
  for (const device of devices.values()) if (device.client === client) return device
  return undefined
}

/** The device that a rotated token belonged to, if the nonce matches. A nonce works once. */
export function redeemNonce({ devices, clock }: Instance, token: string, nonce: string): Device | undefined {
  for (const device of devices.values()) {
    const { rotation } = device
    if (!rotation || rotation.token !== token || rotation.nonce !== nonce) continue
    device.rotation = undefined
    return clock.now() < rotation.expireAt ? device : undefined
  }
  return undefined
}

export function clientOf(instance: Instance, device: Device): Client {
  device.client ??= createClient(instance)
  return device.client
}

function createClient({ clients, clock }: Instance) {
  const now = clock.now()
  const client: Client = {
    id: newId("client"),
    sessions: [],
    signIn: null,
    signUp: null,
    lastActiveSessionId: null,
    lastStrategy: null,
    createdAt: now,
    updatedAt: now
  }
  clients.set(client.id, client)
  return client
}

export function deleteClient(instance: Instance, device: Device) {
  if (device.client) instance.clients.delete(device.client.id)
  device.client = null
}

export const liveSessions = (instance: Instance, client: Client | null) =>
  client ? client.sessions.filter((session) => isLive(instance, session)) : []

/** The session chosen last, or the oldest live one if that has ended. */
export function lastActiveSession(instance: Instance, client: Client | null) {
  const sessions = liveSessions(instance, client)
  return sessions.find(({ id }) => id === client?.lastActiveSessionId) ?? sessions[0]
}

export function activate({ clock }: Instance, client: Client, session: Session) {
  client.lastActiveSessionId = session.id
  session.lastActiveAt = clock.now()
  markChanged(client, clock)
}
