import { expect, test } from "vitest"
import {
  callingCodeOf,
  countryNamedIn,
  countryOf,
  formatPhoneNumber,
  listCountries,
  parsePhoneNumber
} from "~ui/phone/phone-format"

test.for([
  ["(201) 555-0123", "US", "+12015550123"],
  ["07400 123456", "GB", "+447400123456"],
  ["0151 23456789", "DE", "+4915123456789"],
  ["090-1234-5678", "JP", "+819012345678"],
  ["+49 151 23456789", "US", "+4915123456789"],
  // From Clerk's test mode: nobody has it, and its area code doesn't exist.
  ["(555) 555-0100", "US", "+15555550100"]
] as const)("%j, written in %s, is %s", ([text, country, e164]) => {
  expect(parsePhoneNumber(text, country)?.e164).toBe(e164)
})

test.for(["", "12", "hello", "+999 123", "201 555 0123 4567 8901"])("%j isn't a phone number", (text) => {
  expect(parsePhoneNumber(text, "US")).toBeNull()
})

test.for([
  ["+49 151 23456789", "DE"],
  ["+1 201 555 0123", "US"],
  ["0151 23456789", undefined]
] as const)("%j names the country %s", ([text, country]) => {
  expect(countryNamedIn(text)).toBe(country)
})

test.for([
  ["en-GB", "GB"],
  ["de", "DE"],
  ["de-AT", "AT"],
  ["zh-Hant", "TW"],
  ["ar-001", "US"]
] as const)("a user whose language is %s is most likely in %s", ([language, country]) => {
  expect(countryOf(language)).toBe(country)
})

test("countries are listed by their names in the user's language", () => {
  const names = listCountries("de").map(({ name }) => name)

  expect(names).toContain("Österreich")
  expect(names).toEqual([...names].sort((one, other) => one.localeCompare(other, "de")))
})

test("countries are recognized by their calling codes", () => {
  expect(callingCodeOf("DE")).toBe("+49")
})

test.for([
  ["+447400123456", "+44 7400 123456"],
  ["not a number", "not a number"]
] as const)("%j reads %j", ([e164, text]) => {
  expect(formatPhoneNumber(e164)).toBe(text)
})
