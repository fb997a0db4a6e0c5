/** The input with the number in E.164 form; it's empty until the number makes sense. */
export const E164 = "phoneNumberE164"

/** Reads a form with a `<PhoneNumberField>`: it may contain nothing, a number, or something that isn't a number. */
export function enteredNumber(fields: FormData): { e164: string; isUnclear: boolean } {
  const e164 = String(fields.get(E164) ?? "")
  return { e164, isUnclear: e164 === "" && Boolean(fields.get("phoneNumber")) }
}
