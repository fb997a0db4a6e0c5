import {
  type CountryCode,
  getCountryCallingCode,
  isSupportedCountry,
  parsePhoneNumberFromString
} from "libphonenumber-js/min"
import { isTestPhone } from "./inbox"

/** The number in E.164 form, if it is one. The area codes of Clerk's test numbers need not exist. */
export function phoneNumberOf(text: string): string | undefined {
  const parsed = parsePhoneNumberFromString(text)
  return parsed && (parsed.isValid() || isTestPhone(parsed.number)) ? parsed.number : undefined
}

/** Whether a number is of one of these countries, by its calling code where nothing else tells. */
export function isOfCountry(countries: string[], number: string): boolean {
  const parsed = parsePhoneNumberFromString(number)
  if (parsed?.country) return countries.includes(parsed.country)
  return countries
    .filter((country) => isSupportedCountry(country))
    .some((country) => getCountryCallingCode(country) === parsed?.countryCallingCode)
}

/** Of the countries with this calling code, the main one. */
export const countryOf = (number: string): CountryCode | undefined =>
  parsePhoneNumberFromString(number)?.country
