import {
  createHash,
  createPrivateKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
  sign
} from "node:crypto"
import type { Clerk } from "@clerk/clerk-js/no-rhc"
import { isoCBOR } from "@simplewebauthn/server/helpers"

type Stored = { id: Buffer; key: KeyObject; rpId: string; userHandle: Buffer; signCount: number }

type CreateOptions = {
  challenge: BufferSource
  rp: { id?: string }
  user: { id: BufferSource }
  excludeCredentials?: { id: BufferSource }[]
}
type GetOptions = { challenge: BufferSource; rpId?: string; allowCredentials?: { id: BufferSource }[] }

/** What may be wrong with an answer. */
type Tampering = {
  origin?: string
  rpId?: string
  challenge?: string
  type?: string
  userHandle?: string | null
  verifiesUser?: boolean
  signCount?: number
  spoilSignature?: boolean
  /** Claims that the first passkey is new. */
  offersFirstAgain?: boolean
}

export type SoftwareAuthenticator = ReturnType<typeof createAuthenticator>

/** Keeps passkeys like a phone, with P-256 keys, and answers as the browser would on a page of `origin`. */
export function createAuthenticator(origin: string) {
  const credentials: Stored[] = []
  let tampering: Tampering = {}
  /** All answers, newest last. */
  const answers: object[] = []

  function clientData(type: string, challenge: BufferSource) {
    const data = {
      type: tampering.type ?? type,
      challenge: tampering.challenge ?? base64url(challenge),
      origin: tampering.origin ?? origin,
      crossOrigin: false
    }
    return Buffer.from(JSON.stringify(data))
  }

  function authenticatorData({ id, rpId, signCount, key }: Stored, withKey: boolean) {
    const isUserVerified = tampering.verifiesUser ?? true
    const flags = 0x01 | (isUserVerified ? 0x04 : 0) | (withKey ? 0x40 : 0)
    const counter = Buffer.alloc(4)
    counter.writeUInt32BE(tampering.signCount ?? signCount)
    const length = Buffer.alloc(2)
    length.writeUInt16BE(id.length)
    const attested = withKey ? [Buffer.alloc(16), length, id, coseOf(key)] : []
    return Buffer.concat([sha256(tampering.rpId ?? rpId), Buffer.from([flags]), counter, ...attested])
  }

  const answer = <Response>(id: Buffer, response: Response) => {
    const publicKeyCredential = {
      type: "public-key",
      id: id.toString("base64url"),
      rawId: bufferOf(id),
      authenticatorAttachment: "platform",
      response
    }
    answers.push(publicKeyCredential)
    return { publicKeyCredential, error: null }
  }

  return {
    credentials,
    answers,
    /** From now on; `{}` is honest again. */
    tamper(how: Tampering) {
      tampering = how
    },
    /** Like CDP's `WebAuthn.addCredential`. */
    add(credential: {
      credentialId: string
      privateKey: string
      rpId: string
      userHandle: string
      signCount: number
    }) {
      credentials.push({
        id: Buffer.from(credential.credentialId, "base64"),
        key: createPrivateKey({
          key: Buffer.from(credential.privateKey, "base64"),
          format: "der",
          type: "pkcs8"
        }),
        rpId: credential.rpId,
        userHandle: Buffer.from(credential.userHandle, "base64"),
        signCount: credential.signCount
      })
    },
    async create({ challenge, rp, user, excludeCredentials = [] }: CreateOptions) {
      const excluded = excludeCredentials.map(({ id }) => base64url(id))
      if (
        !tampering.offersFirstAgain &&
        credentials.some(({ id }) => excluded.includes(id.toString("base64url")))
      ) {
        return { publicKeyCredential: null, error: new Error("This authenticator has one already.") }
      }
      const fresh = {
        id: randomBytes(16),
        key: generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey,
        rpId: rp.id ?? "",
        userHandle: Buffer.from(base64url(user.id), "base64url"),
        signCount: 0
      }
      const [first] = credentials
      const stored = first && tampering.offersFirstAgain ? first : fresh
      if (stored === fresh) credentials.push(fresh)
      const attestation = new Map<string, unknown>([
        ["fmt", "none"],
        ["attStmt", new Map()],
        ["authData", new Uint8Array(authenticatorData(stored, true))]
      ])
      return answer(stored.id, {
        clientDataJSON: bufferOf(clientData("webauthn.create", challenge)),
        attestationObject: bufferOf(isoCBOR.encode(attestation as never)),
        getTransports: () => ["internal"]
      })
    },
    async get({ challenge, rpId, allowCredentials = [] }: GetOptions) {
      const allowed = allowCredentials.map(({ id }) => base64url(id))
      const stored = credentials.find(
        (one) => one.rpId === rpId && (allowed.length === 0 || allowed.includes(one.id.toString("base64url")))
      )
      if (!stored) return { publicKeyCredential: null, error: new Error("No passkey of mine fits.") }
      stored.signCount += 1
      const data = authenticatorData(stored, false)
      const client = clientData("webauthn.get", challenge)
      const signature = sign("sha256", Buffer.concat([data, sha256(client)]), stored.key)
      if (tampering.spoilSignature) signature[signature.length - 1] = (signature.at(-1) ?? 0) ^ 1
      const { userHandle = stored.userHandle.toString("base64url") } = tampering
      return answer(stored.id, {
        clientDataJSON: bufferOf(client),
        authenticatorData: bufferOf(data),
        signature: bufferOf(signature),
        userHandle: userHandle === null ? null : bufferOf(Buffer.from(userHandle, "base64url"))
      })
    }
  }
}

/** Makes the SDK use this authenticator instead of a browser's. */
export function plugIn(clerk: Clerk, authenticator: SoftwareAuthenticator) {
  clerk.__internal_isWebAuthnSupported = () => true
  clerk.__internal_createPublicCredentials = ((options: CreateOptions) =>
    authenticator.create(options)) as never
  clerk.__internal_getPublicCredentials = (({ publicKeyOptions }: { publicKeyOptions: GetOptions }) =>
    authenticator.get(publicKeyOptions)) as never
}

function coseOf(key: KeyObject) {
  const { x = "", y = "" } = key.export({ format: "jwk" })
  const entries: [number, number | Uint8Array][] = [
    [1, 2],
    [3, -7],
    [-1, 1],
    [-2, new Uint8Array(Buffer.from(x, "base64url"))],
    [-3, new Uint8Array(Buffer.from(y, "base64url"))]
  ]
  return isoCBOR.encode(new Map(entries))
}

const sha256 = (data: string | Uint8Array) => createHash("sha256").update(data).digest()

const base64url = (source: BufferSource) =>
  (ArrayBuffer.isView(source)
    ? Buffer.from(source.buffer, source.byteOffset, source.byteLength)
    : Buffer.from(source)
  ).toString("base64url")

const bufferOf = (bytes: Uint8Array) => new Uint8Array(bytes).buffer
