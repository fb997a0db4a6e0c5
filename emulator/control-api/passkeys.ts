import * as v from "valibot"
import type { Instance } from "../model/instance"
import {
  addPasskey,
  generateCredential,
  MAX_PASSKEYS,
  registeredPasskeys,
  userHandleOf
} from "../model/passkeys"
import { check, refuse } from "./input"

const NewPasskey = v.strictObject({
  /** Defaults to the `rpId` in the settings, or else to `localhost`. */
  rpId: v.optional(v.pipe(v.string(), v.nonEmpty())),
  name: v.optional(v.pipe(v.string(), v.nonEmpty(), v.maxLength(256)))
})

export type NewPasskeyInput = v.InferInput<typeof NewPasskey>

/**
 * Adds a passkey as if the user had registered it. Only this response contains the private key. A test passes it to a browser's
 * virtual authenticator, in base64 as CDP's `WebAuthn.addCredential` expects.
 */
export function plantPasskey(instance: Instance, userId: string, input: unknown) {
  const user = instance.users.get(userId)
  if (!user) throw refuse("not_found", "User not found.")
  const { rpId = instance.settings.passkeys.rpId || "localhost", name } = check(NewPasskey, input)
  if (registeredPasskeys(user).length >= MAX_PASSKEYS) {
    throw refuse("limit", `A user can have at most ${MAX_PASSKEYS} passkeys.`)
  }
  const { credential, id, privateKey } = generateCredential()
  const passkey = addPasskey(instance, user, { ...(name && { name }), credential })
  return {
    id: passkey.id,
    credentialId: id.toString("base64"),
    isResidentCredential: true,
    rpId,
    userHandle: Buffer.from(userHandleOf(user)).toString("base64"),
    privateKey: privateKey.toString("base64"),
    signCount: credential.counter
  }
}
