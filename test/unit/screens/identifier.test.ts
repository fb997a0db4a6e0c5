import { afterEach, beforeEach, expect, test, vi } from "vitest"
import { inputFor, readIdentifier } from "~screens/sign-in/identifier"
import type { Identifier } from "~session/snapshot"

beforeEach(() => {
  vi.stubGlobal("navigator", { language: "en-US" })
})
afterEach(() => {
  vi.unstubAllGlobals()
})

test.each([
  ["+12015550123", "+12015550123"],
  ["+1 (201) 555-0123", "+12015550123"],
  ["(201) 555-0123", "+12015550123"],
  [" 201.555.0123 ", "+12015550123"],
  ["+49 1512 3456789", "+4915123456789"],
  ["12", "12"],
  ["ada@example.com", "ada@example.com"],
  ["ada_lovelace", "ada_lovelace"]
])("%s identifies an account as %s", async (typed, identifier) => {
  expect(await readIdentifier(typed, ["email_address", "username", "phone_number"])).toBe(identifier)
})

test("if numbers identify nobody, digits stay as they are", async () => {
  expect(await readIdentifier("201 555 0123", ["email_address", "username"])).toBe("201 555 0123")
})

test.each<[Identifier[], string, string]>([
  [["email_address"], "email", "email"],
  [["username"], "username", "text"],
  [["phone_number"], "phoneNumber", "tel"],
  [["email_address", "username"], "emailOrUsername", "text"],
  [["email_address", "phone_number"], "emailOrPhone", "text"],
  [["username", "phone_number"], "usernameOrPhone", "text"],
  [["email_address", "username", "phone_number"], "emailUsernameOrPhone", "text"]
])("%j share one input", (identifiers, label, type) => {
  expect(inputFor(identifiers)).toEqual({ label, type })
})
