import { type AuthenticationResponseJSON, verifyAuthenticationResponse } from "@simplewebauthn/server"
import { decodeClientDataJSON } from "@simplewebauthn/server/helpers"
import {
  challengeFor,
  credentialsOf,
  findByCredential,
  markUsed,
  newChallenge,
  type PasskeyChallenge,
  userHandleOf
} from "../model/passkeys"
import type { User } from "../model/user"
import { statusOf, type Verification } from "../model/verification"
import type { Call } from "./call"
import { codeError, strategyInvalid } from "./errors"
import {
  passkeyFailed,
  passkeyMalformed,
  passkeysMissing,
  passkeysOff,
  passkeyUnknown
} from "./passkey-errors"
import { isAcceptedOrigin, rpIdFor } from "./passkey-origins"
import { requireAllowed } from "./proofs"

const MAX_CREDENTIAL = 64 * 1024
const TIMEOUT = 60_000

/** Creates a challenge for a user's passkeys or, if no user is identified yet, for any passkey the browser offers. */
export function preparePasskey({ instance, view }: Call, user: User | null): Verification {
  if (!instance.settings.passkeys.enabled) throw user ? strategyInvalid() : passkeysOff()
  if (user) requireAllowed(instance, user)
  const credentials = user && credentialsOf(user)
  if (credentials?.length === 0) throw passkeysMissing()
  const challenge = newChallenge()
  const rpId = rpIdFor(view)
  const allowed = credentials?.map(({ id, transports }) => ({ type: "public-key", id, transports }))
  const nonce = JSON.stringify({
    challenge,
    timeout: TIMEOUT,
    rpId,
    ...(allowed && { allowCredentials: allowed }),
    userVerification: "required"
  })
  return challengeFor(instance, { challenge, rpId, nonce })
}

/** Verifies an authenticator's signature and returns the user. Each challenge allows one attempt. */
export async function provePasskey(call: Call, prepared: Verification | null, known: User | null) {
  const { instance } = call
  if (!instance.settings.passkeys.enabled) throw strategyInvalid()
  const challenge = requireChallenge(call, prepared)
  const response = readCredential<AuthenticationResponseJSON>(call)
  spend(prepared)
  const found = findByCredential(instance, response.id)
  if (!found) throw passkeyUnknown()
  const { user, passkey, credential } = found
  if (known && known !== user) throw passkeyFailed()
  const handle = response.response.userHandle
  const isOwnHandle = handle === Buffer.from(userHandleOf(user)).toString("base64url")
  // If no user is identified yet, the authenticator identifies one.
  if ((handle || !known) && !isOwnHandle) throw passkeyFailed()

  const origin = originOf(response)
  if (!isAcceptedOrigin(origin, challenge.rpId, call.view)) throw passkeyFailed()
  const { verified, authenticationInfo } = await verifyAuthenticationResponse({
    response,
    expectedChallenge: challenge.challenge,
    expectedOrigin: origin,
    expectedRPID: challenge.rpId,
    credential,
    requireUserVerification: true
  }).catch(() => {
    throw passkeyFailed()
  })
  if (!verified) throw passkeyFailed()
  requireAllowed(instance, user)
  credential.counter = authenticationInfo.newCounter
  markUsed(instance, user, passkey)
  succeed(prepared)
  return user
}

/** Returns the challenge if it can still be answered. */
export function requireChallenge({ instance }: Call, prepared: Verification | null): PasskeyChallenge {
  if (!prepared) throw codeError("missing")
  if (!prepared.passkey) throw codeError("other-strategy")
  switch (statusOf(prepared, instance.clock)) {
    case "verified":
      throw codeError("already-verified")
    case "expired":
      throw codeError("expired")
    case "failed":
      throw codeError("too-many-attempts")
  }
  return prepared.passkey
}

export function spend(prepared: Verification | null) {
  if (!prepared) return
  prepared.status = "failed"
  prepared.attempts += 1
}

export function succeed(prepared: Verification | null) {
  if (prepared) prepared.status = "verified"
}

type CredentialJson = { id: string; response: { clientDataJSON: string; userHandle?: string | null } }

/** Reads the credential, which the SDK sends as JSON in a form field. */
export function readCredential<Json extends CredentialJson>({ form }: Call): Json {
  const text = form.required("public_key_credential", MAX_CREDENTIAL)
  try {
    const json = JSON.parse(text) as Json
    if (typeof json.id === "string" && typeof originOf(json) === "string") return json
  } catch {}
  throw passkeyMalformed()
}

export const originOf = ({ response }: CredentialJson) => decodeClientDataJSON(response.clientDataJSON).origin
