import { beforeEach, expect, test } from "vitest"
import type { PasswordRules } from "~session/snapshot"
import { checkRules } from "~ui/new-password/check-rules"
import { installFakeChrome } from "../../support/fake-chrome"

beforeEach(() => {
  installFakeChrome()
})

const rules: PasswordRules = {
  minLength: 8,
  maxLength: 72,
  requireLowercase: true,
  requireUppercase: true,
  requireNumbers: true,
  requireSpecial: true,
  allowedSpecialCharacters: "!?",
  minStrength: null
}

test.for([
  ["", []],
  ["abc", ["A lowercase letter"]],
  ["abcdefgh", ["At least 8 characters", "A lowercase letter"]],
  ["ABC123", ["An uppercase letter", "A number"]],
  ["!", ["One of !?"]],
  ["#", []]
] as const)("%j has %j", ([password, met]) => {
  const checks = checkRules(password, rules)

  expect(checks.filter(({ isMet }) => isMet).map(({ text }) => text)).toEqual(met)
  expect(checks).toHaveLength(5)
})

test("the maximum length is shown only if the password exceeds it", () => {
  const texts = (password: string) => checkRules(password, rules).map(({ text }) => text)

  expect(texts("a".repeat(72))).not.toContain("At most 72 characters")
  expect(texts("a".repeat(73))).toContain("At most 72 characters")
})

test("if the instance names no special characters, Clerk's own count", () => {
  const unnamed = { ...rules, allowedSpecialCharacters: "" }

  expect(checkRules("#", unnamed).at(-1)).toMatchObject({ isMet: true })
  expect(checkRules("a", unnamed).at(-1)).toMatchObject({ isMet: false })
})

test("rules that the instance doesn't have aren't listed", () => {
  const few = { ...rules, requireLowercase: false, requireUppercase: false, requireNumbers: false }

  expect(checkRules("", { ...few, requireSpecial: false })).toHaveLength(1)
})

test.for([["ß", "ä"]] as const)("letters that Clerk doesn't count don't count here either: %j", (letters) => {
  const [, lowercase] = checkRules(letters.join(""), rules)

  expect(lowercase?.isMet).toBe(false)
})
