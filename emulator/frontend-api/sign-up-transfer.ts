import { attributePresence } from "../model/attributes"
import type { Client } from "../model/client"
import { type Identity, takenOver } from "../model/external-verification"
import type { Instance } from "../model/instance"
import type { SignUp } from "../model/sign-up"
import type { Verification } from "../model/verification"
import type { Call } from "./call"
import { accountTransferInvalid } from "./errors"
import { verificationBy } from "./external-sign-in"

type Transferred = Partial<
  Pick<
    SignUp,
    | "emailAddress"
    | "phoneNumber"
    | "firstName"
    | "lastName"
    | "emailVerification"
    | "phoneVerification"
    | "externalVerification"
  >
>

/** The values that a sign-up takes over from the sign-in, if requested. */
export function transferredFrom({ form, instance }: Call, { signIn }: Client): Transferred | null {
  if (!form.flag("transfer")) return null
  const { firstFactor } = signIn ?? {}
  if (firstFactor?.status !== "transferable") throw accountTransferInvalid()
  const { external } = firstFactor
  if (external?.identity) {
    const externalVerification = takenOver({ ...firstFactor, external })
    return { externalVerification, ...fieldsFrom(instance, external.identity) }
  }
  return fromCode(firstFactor)
}

function fromCode(firstFactor: Verification): Transferred {
  if (!firstFactor.sentTo) throw accountTransferInvalid()
  const verification = { ...firstFactor, status: "verified" as const }
  return firstFactor.strategy === "phone_code"
    ? { phoneNumber: firstFactor.sentTo, phoneVerification: verification }
    : { emailAddress: firstFactor.sentTo, emailVerification: verification }
}

/** The values from a provider that this instance's accounts can have. */
export function fieldsFrom({ settings }: Instance, identity: Identity): Transferred {
  const presence = attributePresence(settings)
  const { email, firstName, lastName } = identity.account
  return {
    ...(presence.email_address !== "off" && {
      emailAddress: email,
      emailVerification: verificationBy(identity)
    }),
    ...(presence.first_name !== "off" && firstName && { firstName }),
    ...(presence.last_name !== "off" && lastName && { lastName })
  }
}
