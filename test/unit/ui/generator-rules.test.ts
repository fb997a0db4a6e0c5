import { expect, test } from "vitest"
import type { PasswordRules } from "~session/snapshot"
import { generatorRules } from "~ui/new-password/generator-rules"

const rules: PasswordRules = {
  minLength: 8,
  maxLength: 72,
  requireLowercase: false,
  requireUppercase: false,
  requireNumbers: false,
  requireSpecial: false,
  allowedSpecialCharacters: "",
  minStrength: null
}

test("password managers hear how long a password has to be", () => {
  expect(generatorRules(rules)).toEqual({ passwordrules: "minlength: 8; maxlength: 72" })
})

test("they hear of each kind of character that the instance asks for", () => {
  const strict = { ...rules, requireLowercase: true, requireUppercase: true, requireNumbers: true }

  expect(generatorRules(strict).passwordrules).toContain("required: lower; required: upper; required: digit")
})

test("a hyphen stands first among the special characters, and a bracket last", () => {
  const special = { ...rules, requireSpecial: true, allowedSpecialCharacters: "!]-?" }

  expect(generatorRules(special).passwordrules).toContain("required: [-!?]]")
})
