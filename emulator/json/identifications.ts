import type { EmailAddress, PhoneNumber } from "../model/user"
import { verificationJson } from "./verification"
import type { View } from "./view"

export function emailAddressJson(email: EmailAddress, view: View) {
  return {
    object: "email_address",
    id: email.id,
    email_address: email.emailAddress,
    reserved: false,
    verification: verificationJson(email.verification, view),
    linked_to: [],
    matches_sso_connection: false,
    created_at: email.createdAt,
    updated_at: email.updatedAt
  }
}

/** The backup codes are shown only by the answer that made them. */
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
