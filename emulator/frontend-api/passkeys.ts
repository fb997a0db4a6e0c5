import {
  generateRegistrationOptions,
  type RegistrationResponseJSON,
  verifyRegistrationResponse
} from "@simplewebauthn/server"
import { passkeyJson } from "../json/passkey"
import { markChanged } from "../model/clock"
import {
  addPasskey,
  challengeFor,
  credentialsOf,
  findByCredential,
  isRegistered,
  MAX_PASSKEYS,
  newChallenge,
  type Passkey,
  registeredPasskeys,
  userHandleOf
} from "../model/passkeys"
import { identifierOf, type User } from "../model/user"
import { requireUser, requireVerifiedSession } from "./authentication"
import type { Call } from "./call"
import { featureDisabled, paramValue } from "./errors"
import {
  passkeyQuotaExceeded,
  passkeyUnknown,
  registrationFailed,
  registrationIncomplete
} from "./passkey-errors"
import { isAcceptedOrigin, rpIdFor } from "./passkey-origins"
import { originOf, readCredential, requireChallenge, spend, succeed } from "./passkey-proofs"

const ES256 = -7
const RS256 = -257
const ALGORITHMS = [ES256, RS256]

export async function createPasskey(call: Call) {
  const { instance, view } = call
  const { user } = requireVerifiedSession(call)
  if (!instance.settings.passkeys.enabled) throw featureDisabled()
  if (registeredPasskeys(user).length >= MAX_PASSKEYS) throw passkeyQuotaExceeded()
  const rpId = rpIdFor(view)
  const options = await generateRegistrationOptions({
    rpName: instance.settings.applicationName,
    rpID: rpId,
    userID: userHandleOf(user),
    userName: identifierOf(user),
    userDisplayName: [user.firstName, user.lastName].filter(Boolean).join(" ") || identifierOf(user),
    challenge: new Uint8Array(Buffer.from(newChallenge(), "base64url")),
    excludeCredentials: credentialsOf(user).map(({ id }) => ({ id })),
    authenticatorSelection: { residentKey: "required", userVerification: "required" },
    supportedAlgorithmIDs: ALGORITHMS
  })
  // The SDK doesn't handle extensions.
  const { extensions: _extensions, hints: _hints, ...publicKey } = options
  const nonce = JSON.stringify(publicKey)
  const verification = challengeFor(instance, { challenge: options.challenge, rpId, nonce })
  return passkeyJson(addPasskey(instance, user, { verification }), view)
}

export async function attemptPasskey(call: Call) {
  const { instance, form, view } = call
  const user = requireUser(call)
  const passkey = requirePasskey(call, user)
  if (form.required("strategy") !== "passkey") throw paramValue("strategy")
  const verification = passkey.verification ?? null
  const { challenge, rpId } = requireChallenge(call, verification)
  const response = readCredential<RegistrationResponseJSON>(call)
  spend(verification)
  const origin = originOf(response)
  if (!isAcceptedOrigin(origin, rpId, view)) throw registrationFailed()
  const result = await verifyRegistrationResponse({
    response,
    expectedChallenge: challenge,
    expectedOrigin: origin,
    expectedRPID: rpId,
    requireUserVerification: true,
    supportedAlgorithmIDs: ALGORITHMS
  }).catch(() => {
    throw registrationFailed()
  })
  if (!result.verified || findByCredential(instance, result.registrationInfo.credential.id)) {
    throw registrationFailed()
  }
  if (registeredPasskeys(user).length >= MAX_PASSKEYS) throw passkeyQuotaExceeded()
  const { id, publicKey, counter, transports = [] } = result.registrationInfo.credential
  passkey.credential = { id, publicKey, counter, transports }
  succeed(verification)
  changed(call, user, passkey)
  return passkeyJson(passkey, view)
}

export function readPasskey(call: Call) {
  return passkeyJson(requirePasskey(call, requireUser(call)), call.view)
}

export function updatePasskey(call: Call) {
  const { form, view } = call
  const user = requireUser(call)
  const passkey = requirePasskey(call, user)
  if (!isRegistered(passkey)) throw registrationIncomplete()
  passkey.name = form.required("name")
  changed(call, user, passkey)
  return passkeyJson(passkey, view)
}

export function deletePasskey(call: Call) {
  const { user } = requireVerifiedSession(call)
  const passkey = requirePasskey(call, user)
  user.passkeys = user.passkeys.filter((other) => other !== passkey)
  markChanged(user, call.instance.clock)
  return { object: "passkey", id: passkey.id, deleted: true }
}

function requirePasskey({ params }: Call, user: User): Passkey {
  const passkey = user.passkeys.find(({ id }) => id === params.passkeyId)
  if (!passkey) throw passkeyUnknown()
  return passkey
}

function changed({ instance }: Call, user: User, passkey: Passkey) {
  markChanged(passkey, instance.clock)
  markChanged(user, instance.clock)
}
