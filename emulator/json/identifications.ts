import { linkedTo } from "../model/external-accounts"
import { connectionsFor } from "../model/providers"
import type { EmailAddress, PhoneNumber, User } from "../model/user"
import { verificationJson } from "./verification"
import type { View } from "./view"

/** Lists the user's accounts at providers that have the same address. */
export function emailAddressJson(email: EmailAddress, user: User, view: View) {
  return {
    object: "email_address",
    id: email.id,
    email_address: email.emailAddress,
    reserved: false,
    verification: verificationJson(email.verification, view),
    linked_to: linkedTo(user, email.emailAddress).map(({ id, provider }) => ({
      type: `oauth_${provider}`,
      id
    })),
    matches_sso_connection: connectionsFor(email.emailAddress, view.instance.settings).length > 0,
    created_at: email.createdAt,
    updated_at: email.updatedAt
  }
}

/** Backup codes appear only in the response that creates them. */
export function phoneNumberJson(phone: PhoneNumber, view: View, backupCodes?: string[]) {
  return {
    object: "phone_number",
    id: phone.id,
    phone_number: phone.phoneNumber,
    reserved_for_second_factor: phone.reservedForSecondFactor,
    default_second_factor: phone.defaultSecondFactor,
    reserved: false,
    verification: verificationJson(phone.verification, view),
    linked_to: [],
    ...(backupCodes && { backup_codes: backupCodes }),
    created_at: phone.createdAt,
    updated_at: phone.updatedAt
  }
}
