import { randomBytes } from "node:crypto"
import type { Identifier } from "./identifier"
import type { Instance } from "./instance"
import { addEmailAddress, addPhoneNumber, createUser, type User } from "./user"
import { verified } from "./verification"

const strangers = new WeakSet<User>()

/** Whether the instance hides which accounts exist. */
export const hidesAccounts = ({ settings }: Instance) => settings.enumerationProtection === "strict"

/** A placeholder user where accounts are hidden: it gets the same steps as a real user, but none can succeed. */
export function createStranger(instance: Instance, to: Identifier): User {
  const { clock } = instance
  // The user is added to empty maps, so no lookup finds it.
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
