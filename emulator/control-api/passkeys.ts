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
  /** The settings' where it is left out, else `localhost`. */
  rpId: v.optional(v.pipe(v.string(), v.nonEmpty())),
  name: v.optional(v.pipe(v.string(), v.nonEmpty(), v.maxLength(256)))
})

export type NewPasskeyInput = v.InferInput<typeof NewPasskey>

/**
 * A passkey as if the user had registered it. The answer is the only place with its private key: a test gives it to the virtual
 * authenticator of a browser, in base64 as CDP's `WebAuthn.addCredential` takes it.
 */
export function plantPasskey(instance: Instance, userId: string, input: unknown) {
  const user = instance.users.get(userId)
  if (!user) throw refuse("not_found", "There is no such user.")
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
