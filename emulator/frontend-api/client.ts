import { clientJson } from "../json/client"
import { clientOf, deleteClient, liveSessions } from "../model/client"
import { markChanged } from "../model/clock"
import { endSession } from "../model/session"
import type { Call } from "./call"

/** In production, reading the client creates one for a page. */
export const readClient = ({ instance, device, isPage, view }: Call) =>
  clientJson(instance.type === "production" && isPage ? clientOf(instance, device) : device.client, view)

export function createClient({ instance, device, view }: Call) {
  return clientJson(clientOf(instance, device), view)
}

/** Ends all sessions of this client, but keeps the client. */
export function removeSessions(call: Call) {
  const { instance, device, view } = call
  const { client } = device
  if (!client) return null
  for (const session of liveSessions(instance, client)) endSession(instance, session, "removed")
  client.lastActiveSessionId = null
  client.signIn = null
  client.signUp = null
  markChanged(client, instance.clock)
  return clientJson(client, view)
}

export function destroyClient(call: Call) {
  const json = removeSessions(call)
  deleteClient(call.instance, call.device)
  return json
}
