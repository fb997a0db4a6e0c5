import { randomBytes } from "node:crypto"
import type { Identifier } from "./identifier"
import type { Instance } from "./instance"
import { addEmailAddress, addPhoneNumber, createUser, type User } from "./user"
import { verified } from "./verification"

const strangers = new WeakSet<User>()

/** Whether the instance keeps it to itself who has an account. */
export const hidesAccounts = ({ settings }: Instance) => settings.enumerationProtection === "strict"

/** Stands in for who has no account, where nobody may learn that: it is asked for a proof as anybody else, and has none. */
export function createStranger(instance: Instance, to: Identifier): User {
  const { clock } = instance
  // It is on no list.
  const nowhere = { ...instance, users: new Map(), usersByEmail: new Map() }
  const stranger = createUser(nowhere)
  if ("email" in to) addEmailAddress(nowhere, stranger, to.email, verified("admin"))
  else if ("phone" in to) addPhoneNumber(nowhere, stranger, to.phone, verified("admin"))
  else stranger.username = to.username
  stranger.password = {
    salt: randomBytes(16),
    hash: randomBytes(32),
    compromised: false,
    updatedAt: clock.now()
  }
  strangers.add(stranger)
  return stranger
}

export const isStranger = (user: User) => strangers.has(user)
