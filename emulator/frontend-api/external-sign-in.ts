import type { Client } from "../model/client"
import { markChanged } from "../model/clock"
import { findByIdentity, link } from "../model/external-accounts"
import { type ExternalVerification, type Identity, takenOver } from "../model/external-verification"
import type { Instance } from "../model/instance"
import { pendingCheck } from "../model/protect-check"
import { connectionsFor, isOfDomain, isSaml } from "../model/providers"
import { createSignIn, type SignIn } from "../model/sign-in"
import { findByEmail, isVerified, type User } from "../model/user"
import { verified } from "../model/verification"
import type { Call } from "./call"
import {
  accountTransferInvalid,
  domainReservedForCompany,
  enterpriseDomainMismatch,
  externalAccountNotFound,
  samlAddressMismatch,
  samlDomainMismatch,
  samlProvisioningDisabled
} from "./errors"
import { requireAllowed } from "./proofs"
import { protect } from "./protect"
import { firstFactorProved, requireSignedOut } from "./sign-in-completion"

/** Continues a sign-in as the user whom a provider has identified. Without an account, the attempt can become a sign-up. */
export function signInAs(call: Call, signIn: SignIn, verification: ExternalVerification, identity: Identity) {
  const { instance } = call
  requireRightAddress(instance, identity, signIn.identifier)
  verification.external.identity = identity
  const owner = findOwner(instance, identity)
  if (!owner) return offerTransfer(signIn, verification, identity)
  requireSignedOut(call, signIn.client, owner)
  // If the user had to be identified first, Clerk Protect has already run.
  const check = signIn.protectCheck ?? protect(call, "signIn")
  identifyAs(call, signIn, owner)
  signIn.protectCheck = check
  if (!isTrusted(instance, owner, identity)) {
    signIn.identifier = identity.account.email
    signIn.toBeLinked = identity
    return
  }
  confirmAddress(owner, identity)
  link(instance, owner, identity)
  verification.status = "verified"
  if (!pendingCheck(signIn)) firstFactorProved(call, signIn)
}

/** Identifies the user. A locked user is identified before the error; a banned or deactivated one isn't. */
function identifyAs({ instance }: Call, signIn: SignIn, user: User) {
  if (user.banned || user.deactivated) requireAllowed(instance, user)
  signIn.user = user
  signIn.status = "needs_first_factor"
  requireAllowed(instance, user)
}

/** The user who is connected to the account, or else the one with its email address. */
export function findOwner(instance: Instance, identity: Identity): User | undefined {
  const user = findByEmail(instance, identity.account.email)
  const connected = findByIdentity(instance, identity)
  return connected ?? (user && isClaimable(instance, user, identity) ? undefined : user)
}

/** Whether an enterprise connection may take an address from a user who never verified it, though the instance requires that. */
function isClaimable({ settings }: Instance, user: User, identity: Identity) {
  const own = ownAddress(user, identity)
  return (
    identity.provider.connection !== null &&
    settings.signUp.verifyEmail &&
    own !== undefined &&
    !isVerified(own)
  )
}

/** Takes an unverified address from its user, on behalf of the person whom the enterprise connection identifies. */
export function claimAddress(instance: Instance, identity: Identity) {
  const { email } = identity.account
  const user = findByEmail(instance, email)
  if (!user || !isClaimable(instance, user, identity)) return
  user.emailAddresses = user.emailAddresses.filter(({ emailAddress }) => emailAddress !== email)
  const isPrimary = user.emailAddresses.every(({ id }) => id !== user.primaryEmailAddressId)
  if (isPrimary) user.primaryEmailAddressId = user.emailAddresses[0]?.id ?? null
  instance.usersByEmail.delete(email)
  markChanged(user, instance.clock)
}

function offerTransfer(signIn: SignIn, verification: ExternalVerification, { provider }: Identity) {
  if (provider.connection && !provider.connection.jitProvisioning) throw samlProvisioningDisabled()
  signIn.user = null
  signIn.status = "needs_identifier"
  verification.status = "transferable"
  verification.external.error = externalAccountNotFound().errors[0] ?? null
}

/** Whether the address proves identity. Enterprise connections are trusted; with others, the user must have verified it too. */
function isTrusted(instance: Instance, user: User, identity: Identity) {
  if (findByIdentity(instance, identity) === user) return true
  const own = ownAddress(user, identity)
  if (identity.provider.connection) return true
  return identity.account.emailVerified && own !== undefined && isVerified(own)
}

const ownAddress = (user: User, { account }: Identity) =>
  user.emailAddresses.find(({ emailAddress }) => emailAddress === account.email)

/** An address that an enterprise connection vouches for becomes verified. */
function confirmAddress(user: User, identity: Identity) {
  const own = ownAddress(user, identity)
  if (identity.provider.connection && own && !isVerified(own)) own.verification = verificationBy(identity)
}

/** The verification of an address that came from a provider; `null` if the provider hasn't verified it. */
export const verificationBy = ({ provider, account }: Identity) =>
  account.emailVerified ? verified(provider.strategy === "saml" ? "saml" : `from_${provider.strategy}`) : null

/** Rejects an address outside the connection's domain. At other providers, rejects addresses that must use a connection. */
export function requireRightAddress(
  { settings }: Instance,
  { provider, account }: Identity,
  wanted: string | null
) {
  const { connection } = provider
  if (!connection) {
    if (connectionsFor(account.email, settings).length > 0) throw domainReservedForCompany()
    return
  }
  if (!isOfDomain(account.email, connection)) {
    throw isSaml(connection)
      ? samlDomainMismatch()
      : enterpriseDomainMismatch(account.email, connection.domain)
  }
  if (isSaml(connection) && wanted && wanted !== account.email) throw samlAddressMismatch(account.email)
}

/** Finishes linking the account once the user has proved that they own the address. */
export function linkProved({ instance }: Call, signIn: SignIn): "linked" | "password-needed" {
  const { user, toBeLinked, firstFactor } = signIn
  if (!toBeLinked || !user) return "linked"
  const own = ownAddress(user, toBeLinked)
  const wasVerified = own !== undefined && isVerified(own)
  if (own && !wasVerified) own.verification = firstFactor
  link(instance, user, toBeLinked)
  signIn.toBeLinked = null
  markChanged(user, instance.clock)
  if (wasVerified || !user.password) return "linked"
  // The account may have been created by someone who didn't own the address, so its password must be replaced.
  signIn.status = "needs_new_password"
  return "password-needed"
}

/** Turns a sign-up into a sign-in, because the person already has an account. */
export function signInByTransfer(call: Call, client: Client): SignIn {
  const { signUp } = client
  const { externalVerification } = signUp ?? {}
  const { identity } = externalVerification?.external ?? {}
  if (externalVerification?.status !== "transferable" || !identity) throw accountTransferInvalid()
  const signIn = createSignIn(call.instance, client)
  const verification = takenOver(externalVerification)
  verification.status = "unverified"
  signIn.firstFactor = verification
  // An identity can be transferred once, even if that fails. In multi-session mode Clerk's components expect both attempts to stay.
  if (call.instance.settings.session.multiSession) externalVerification.external.identity = null
  else client.signUp = null
  signInAs(call, signIn, verification, identity)
  return signIn
}
