import { HOUR, markChanged } from "./clock"
import type { Instance } from "./instance"
import { deleteMembership } from "./organization"
import { endSessionsOf } from "./session"
import type { User } from "./user"

export const LOCK_DURATION = HOUR

export function deleteUser(instance: Instance, user: User) {
  endSessionsOf(instance, user)
  for (const membership of [...user.memberships.values()]) deleteMembership(instance, membership)
  for (const client of instance.clients.values()) {
    if (client.signIn?.user === user) client.signIn = null
  }
  for (const { emailAddress } of user.emailAddresses) instance.usersByEmail.delete(emailAddress)
  instance.users.delete(user.id)
}

export function setBanned(instance: Instance, user: User, banned: boolean) {
  user.banned = banned
  markChanged(user, instance.clock)
  if (banned) endSessionsOf(instance, user)
}

export function setDeactivated(instance: Instance, user: User, deactivated: boolean) {
  user.deactivated = deactivated
  markChanged(user, instance.clock)
  if (deactivated) endSessionsOf(instance, user)
}

export function setLocked(instance: Instance, user: User, locked: boolean) {
  user.lockedUntil = locked ? instance.clock.now() + LOCK_DURATION : null
  user.failedAttempts = 0
  markChanged(user, instance.clock)
  if (locked) endSessionsOf(instance, user)
}
