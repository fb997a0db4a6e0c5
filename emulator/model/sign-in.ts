import type { Client } from "./client"
import { DAY } from "./clock"
import type { Identity } from "./external-verification"
import {
  addressProof,
  clientTrustFactorsOf,
  enterpriseFactors,
  type Factor,
  firstFactorsOf,
  secondFactorsOf
} from "./factors"
import { newId } from "./ids"
import type { Instance } from "./instance"
import type { ProtectCheck } from "./protect-check"
import { hasSecondFactor, type User } from "./user"
import type { Verification } from "./verification"

export type SignIn = {
  id: string
  client: Client
  status:
    | "needs_identifier"
    | "needs_first_factor"
    | "needs_second_factor"
    | "needs_client_trust"
    | "needs_new_password"
    | "complete"
  identifier: string | null
  user: User | null
  /** The provider's identity, to be linked once the user has proved that they own the address. */
  toBeLinked: Identity | null
  /** Whether the attempt becomes a sign-up if there is no account. */
  signUpIfMissing: boolean
  firstFactor: Verification | null
  secondFactor: Verification | null
  protectCheck: ProtectCheck | null
  createdSessionId: string | null
  abandonAt: number
}

/** Replaces the client's current sign-in. */
export function createSignIn({ clock, signIns }: Instance, client: Client): SignIn {
  const signIn: SignIn = {
    id: newId("sia"),
    client,
    status: "needs_identifier",
    identifier: null,
    user: null,
    toBeLinked: null,
    signUpIfMissing: false,
    firstFactor: null,
    secondFactor: null,
    protectCheck: null,
    createdSessionId: null,
    abandonAt: clock.now() + DAY
  }
  signIns.set(signIn.id, signIn)
  client.signIn = signIn
  return signIn
}

/** The factors for the next step; `null` while the user is unknown. A connection decides for every address in its domain. */
export function firstFactorsFor(
  { user, identifier, toBeLinked }: SignIn,
  instance: Instance
): Factor[] | null {
  if (toBeLinked && user) return addressProof(user, toBeLinked.account.email)
  const enterprise = enterpriseFactors(identifier, instance)
  if (enterprise.length > 0) return enterprise
  return user && firstFactorsOf(user, instance, identifier)
}

/** Whether the new device needs verification. Only after a password. */
export function asksForTrust(signIn: SignIn, instance: Instance): boolean {
  return (
    signIn.firstFactor?.strategy === "password" &&
    clientTrustStateOf(signIn, instance) === "new" &&
    secondFactorsFor(signIn, instance).length > 0
  )
}

/** A passkey needs the device and a PIN or biometrics, so most apps accept it as both factors. */
export const isBothFactors = ({ firstFactor }: SignIn, { settings }: Instance) =>
  firstFactor?.strategy === "passkey" && settings.passkeys.satisfiesSecondFactor

/** The factors for the second step: the user's second factors, or else those that verify a new device. */
export function secondFactorsFor({ user, identifier }: SignIn, instance: Instance): Factor[] {
  if (!user) return []
  return hasSecondFactor(user)
    ? secondFactorsOf(user, instance)
    : clientTrustFactorsOf(user, instance, identifier)
}

/** A device is known if the user has had a session on it, or is exempt. */
export function clientTrustStateOf({ client, user }: SignIn, { settings }: Instance) {
  if (!settings.deviceTrust.enabled) return null
  if (!user) return "pending"
  if (user.bypassClientTrust) return "known"
  return client.sessions.some((session) => session.user === user) ? "known" : "new"
}
