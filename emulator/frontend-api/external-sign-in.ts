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

/** Goes on with a sign-in as the person whom a provider has vouched for. Who has no account may sign up with that. */
export function signInAs(call: Call, signIn: SignIn, verification: ExternalVerification, identity: Identity) {
  const { instance } = call
  requireRightAddress(instance, identity, signIn.identifier)
  verification.external.identity = identity
  const owner = findOwner(instance, identity)
  if (!owner) return offerTransfer(signIn, verification, identity)
  requireSignedOut(call, signIn.client, owner)
  // Whoever had to be named before was checked then.
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

/** A user who is locked out is named nevertheless; others who may not come in are not. */
function identifyAs({ instance }: Call, signIn: SignIn, user: User) {
  if (user.banned || user.deactivated) requireAllowed(instance, user)
  signIn.user = user
  signIn.status = "needs_first_factor"
  requireAllowed(instance, user)
}

/** Whoever is connected to the account, or else has its address. */
export function findOwner(instance: Instance, identity: Identity): User | undefined {
  const user = findByEmail(instance, identity.account.email)
  const connected = findByIdentity(instance, identity)
  return connected ?? (user && isClaimable(instance, user, identity) ? undefined : user)
}

/** Whether an address is to be taken from a user who never verified it, where everybody has to: its company knows whose it is. */
function isClaimable({ settings }: Instance, user: User, identity: Identity) {
  const own = ownAddress(user, identity)
  return (
    identity.provider.connection !== null &&
    settings.signUp.verifyEmail &&
    own !== undefined &&
    !isVerified(own)
  )
}

/** Takes an address from a user who never verified it, for the one whom its company names. */
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

/** Whether the address proves that it's the same person. A company is believed, others only where the user has verified it, too. */
function isTrusted(instance: Instance, user: User, identity: Identity) {
  if (findByIdentity(instance, identity) === user) return true
  const own = ownAddress(user, identity)
  if (identity.provider.connection) return true
  return identity.account.emailVerified && own !== undefined && isVerified(own)
}

const ownAddress = (user: User, { account }: Identity) =>
  user.emailAddresses.find(({ emailAddress }) => emailAddress === account.email)

/** A company that vouches for an address verifies it, where it was not. */
function confirmAddress(user: User, identity: Identity) {
  const own = ownAddress(user, identity)
  if (identity.provider.connection && own && !isVerified(own)) own.verification = verificationBy(identity)
}

/** How an address was verified that came from a provider; `null` if the provider doesn't vouch for it. */
export const verificationBy = ({ provider, account }: Identity) =>
  account.emailVerified ? verified(provider.strategy === "saml" ? "saml" : `from_${provider.strategy}`) : null

/** Refuses an account of another company's domain, and at other providers those that have to sign in by their company. */
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

/** What is left to do once the owner of an address has proved that it's theirs. */
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
  // Whoever made the account may not have been the address's owner, so their password must go.
  signIn.status = "needs_new_password"
  return "password-needed"
}

/** A sign-up that has turned out to be of somebody who has an account. */
export function signInByTransfer(call: Call, client: Client): SignIn {
  const { signUp } = client
  const { externalVerification } = signUp ?? {}
  const { identity } = externalVerification?.external ?? {}
  if (externalVerification?.status !== "transferable" || !identity) throw accountTransferInvalid()
  const signIn = createSignIn(call.instance, client)
  const verification = takenOver(externalVerification)
  verification.status = "unverified"
  signIn.firstFactor = verification
  // Whatever comes of it, it's transferred once. Clerk's own components say that both stay where several people can be signed in.
  if (call.instance.settings.session.multiSession) externalVerification.external.identity = null
  else client.signUp = null
  signInAs(call, signIn, verification, identity)
  return signIn
}
