import { expect, test, vi } from "vitest"
import { looksLikePhoneNumber, readIdentifier } from "~screens/sign-in/identifier"
import { withAsciiDigits } from "~ui/ascii-digits"
import { parsePhoneNumber } from "~ui/phone/phone-format"

test.for([
  ["424242", "424242"],
  ["４２４２４２", "424242"],
  ["٤٢٤٢٤٢", "424242"],
  ["۴۲۴۲۴۲", "424242"],
  ["४२४२४२", "424242"],
  ["๔๒๔๒๔๒", "424242"],
  ["𝟜𝟚𝟜𝟚𝟜𝟚", "424242"],
  ["０９", "09"],
  ["Your code is 123-456.", "Your code is 123-456."]
] as const)("%j reads %j", ([text, digits]) => {
  expect(withAsciiDigits(text)).toBe(digits)
})

test.for([
  "０７４００ １２３４５６",
  "٠٧٤٠٠ ١٢٣٤٥٦",
  "+४४ ७४०० १२३४५६",
  "＋４４（０）７４００－１２３４５６"
])("%j is a phone number", async (text) => {
  expect(parsePhoneNumber(text, "GB")?.e164).toBe("+447400123456")
})

test("a number in other digits signs in, too", async () => {
  vi.stubGlobal("navigator", { language: "en" })

  expect(looksLikePhoneNumber("٠٧٤٠٠ ١٢٣٤٥٦")).toBe(true)
  expect(await readIdentifier("＋４４ ７４００ １２３４５６", ["phone_number"])).toBe("+447400123456")
})
