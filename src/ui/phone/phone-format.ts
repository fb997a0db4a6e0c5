import {
  type CountryCode,
  getCountries,
  getCountryCallingCode,
  isSupportedCountry,
  parsePhoneNumberFromString
} from "libphonenumber-js/min"
import { withAsciiDigits } from "~ui/ascii-digits"

export type { CountryCode }

export type Country = { code: CountryCode; name: string; callingCode: string }

/** A number that was understood. */
export type PhoneNumber = { e164: string; formatted: string }

/** All countries, by their names in this language. */
export function listCountries(language: string): Country[] {
  const names = new Intl.DisplayNames(language, { type: "region" })
  return getCountries()
    .map((code) => ({ code, name: names.of(code) ?? code, callingCode: callingCodeOf(code) }))
    .sort((one, other) => one.name.localeCompare(other.name, language))
}

/** The country that a language is most likely spoken in: "de-AT" in Austria, "de" in Germany. */
export function countryOf(language: string): CountryCode {
  const region = new Intl.Locale(language).maximize().region
  return region && isSupportedCountry(region) ? region : "US"
}

/** Whether it's the code of a country that has phone numbers. */
export function isCountry(code = ""): code is CountryCode {
  return isSupportedCountry(code)
}

export function callingCodeOf(country: CountryCode): string {
  return `+${getCountryCallingCode(country)}`
}

/** The country of a number that begins with a country code. */
export function countryNamedIn(text: string): CountryCode | undefined {
  return parsePhoneNumberFromString(withAsciiDigits(text))?.country
}

/** Reads a number as people write it in this country, or with any country code. */
export function parsePhoneNumber(text: string, country: CountryCode): PhoneNumber | null {
  const parsed = parsePhoneNumberFromString(withAsciiDigits(text), country)
  // Only sending shows whether the number exists: new ones are in use before lists know them.
  if (!parsed?.isPossible()) return null
  return { e164: parsed.number, formatted: parsed.formatInternational() }
}

/** "+15555550100" as people write it: "+1 555 555 0100". */
export function formatPhoneNumber(e164: string): string {
  return parsePhoneNumberFromString(e164)?.formatInternational() ?? e164
}
