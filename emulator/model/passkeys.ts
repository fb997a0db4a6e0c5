import { generateKeyPairSync, randomBytes } from "node:crypto"
import { isoCBOR } from "@simplewebauthn/server/helpers"
import { MINUTE, markChanged } from "./clock"
import type { Factor } from "./factors"
import { newId, newSecret } from "./ids"
import type { Instance } from "./instance"
import { isVerified, type User } from "./user"
import { type Verification, verified } from "./verification"

/** The most passkeys that a user can have. */
export const MAX_PASSKEYS = 10

const LIFETIME = 10 * MINUTE

export type Passkey = {
  id: string
  name: string
  createdAt: number
  updatedAt: number
  lastUsedAt?: number | null
  /** The verification of its registration. */
  verification?: Verification
  /** The key that signs. A passkey that exists in name only has none and can't be used to sign in. */
  credential?: Credential
}

export type Credential = {
  /** In base64url. */
  id: string
  /** In COSE format. */
  publicKey: Uint8Array<ArrayBuffer>
  counter: number
  transports: string[]
}

/** A single-use challenge for an authenticator to sign, and the domain it's for. */
export type PasskeyChallenge = {
  challenge: string
  rpId: string
  /** The browser's options, as JSON. */
  nonce: string
}

/** Creates a verification that waits for an authenticator's response. */
export function challengeFor({ clock }: Instance, passkey: PasskeyChallenge): Verification {
  return {
    ...verified("passkey"),
    status: "unverified",
    attempts: 0,
    expireAt: clock.now() + LIFETIME,
    passkey
  }
}

/** The handle that authenticators store for the user and return when they sign. */
export const userHandleOf = (user: User) => new Uint8Array(Buffer.from(user.id))

export const credentialsOf = ({ passkeys }: User) =>
  passkeys.flatMap(({ credential }) => (credential ? [credential] : []))

export const passkeyFactors = (user: User, { settings }: Instance): Factor[] =>
  settings.passkeys.enabled && credentialsOf(user).length > 0 ? [{ strategy: "passkey" }] : []

/** A passkey from the control API counts as registered. */
export const isRegistered = ({ verification }: Passkey) => !verification || isVerified({ verification })

/** The passkeys that a profile lists. */
export const registeredPasskeys = (user: User) => user.passkeys.filter(isRegistered)

export function findByCredential({ users }: Instance, credentialId: string) {
  for (const user of users.values()) {
    const passkey = user.passkeys.find(({ credential }) => credential?.id === credentialId)
    if (passkey?.credential) return { user, passkey, credential: passkey.credential }
  }
  return undefined
}

/** Adds a passkey, and replaces an unfinished registration. */
export function addPasskey(
  { clock }: Instance,
  user: User,
  { name = "Passkey", ...rest }: Partial<Pick<Passkey, "name" | "verification" | "credential">>
): Passkey {
  const now = clock.now()
  const passkey = { id: newId("idn"), name, lastUsedAt: null, createdAt: now, updatedAt: now, ...rest }
  user.passkeys = [...registeredPasskeys(user), passkey]
  markChanged(user, clock)
  return passkey
}

export function markUsed({ clock }: Instance, user: User, passkey: Passkey) {
  passkey.lastUsedAt = clock.now()
  markChanged(passkey, clock)
  markChanged(user, clock)
}

/** Creates a passkey as a browser would register it, with its private key for a test's authenticator. */
export function generateCredential() {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" })
  const { x = "", y = "" } = publicKey.export({ format: "jwk" })
  const id = randomBytes(16)
  const credential: Credential = {
    id: id.toString("base64url"),
    publicKey: coseOf(Buffer.from(x, "base64url"), Buffer.from(y, "base64url")),
    counter: 0,
    transports: ["internal"]
  }
  return { credential, id, privateKey: privateKey.export({ format: "der", type: "pkcs8" }) }
}

/** An ES256 key on P-256, with the labels of RFC 9053. */
const coseOf = (x: Uint8Array, y: Uint8Array) =>
  isoCBOR.encode(
    new Map<number, number | Uint8Array>([
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, new Uint8Array(x)],
      [-3, new Uint8Array(y)]
    ])
  )

export const newChallenge = newSecret
