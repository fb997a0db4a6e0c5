import { parsePhoneNumberFromString } from "libphonenumber-js/min"
import { isTestPhone } from "./inbox"

/** The number in E.164 form, if it is one. The area codes of Clerk's test numbers need not exist. */
export function phoneNumberOf(text: string): string | undefined {
  const parsed = parsePhoneNumberFromString(text)
  return parsed && (parsed.isValid() || isTestPhone(parsed.number)) ? parsed.number : undefined
}
