import {
  type CountryCode,
  getCountryCallingCode,
  isSupportedCountry,
  parsePhoneNumberFromString
} from "libphonenumber-js/min"
import { isTestPhone } from "./inbox"

/** The number in E.164 form, or `undefined` if it's invalid. Clerk's test numbers can have any area code. */
export function phoneNumberOf(text: string): string | undefined {
  const parsed = parsePhoneNumberFromString(text)
  return parsed && (parsed.isValid() || isTestPhone(parsed.number)) ? parsed.number : undefined
}

/** Whether the number belongs to one of these countries. If that's unclear, its calling code decides. */
export function isOfCountry(countries: string[], number: string): boolean {
  const parsed = parsePhoneNumberFromString(number)
  if (parsed?.country) return countries.includes(parsed.country)
  return countries
    .filter((country) => isSupportedCountry(country))
    .some((country) => getCountryCallingCode(country) === parsed?.countryCallingCode)
}

/** The number's country, or the main country of its calling code. */
export const countryOf = (number: string): CountryCode | undefined =>
  parsePhoneNumberFromString(number)?.country
