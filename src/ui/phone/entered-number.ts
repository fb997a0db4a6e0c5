/** The name under which a form finds a phone number in E.164 form: empty while it isn't understood. */
export const E164 = "phoneNumberE164"

/** What a form with a `<PhoneNumberField>` holds: nothing, a number in E.164 form, or something that is no number. */
export function enteredNumber(fields: FormData): { e164: string; isUnclear: boolean } {
  const e164 = String(fields.get(E164) ?? "")
  return { e164, isUnclear: e164 === "" && Boolean(fields.get("phoneNumber")) }
}
