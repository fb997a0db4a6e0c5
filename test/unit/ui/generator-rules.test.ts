import { expect, test } from "vitest"
import { generatorRules } from "~ui/new-password/generator-rules"
import { instance } from "../../support/instance"

const rules = instance().password

test("password managers get the length of a password", () => {
  expect(generatorRules(rules)).toEqual({ passwordrules: "minlength: 8; maxlength: 72" })
})

test("they get each kind of character that the instance requires", () => {
  const strict = { ...rules, requireLowercase: true, requireUppercase: true, requireNumbers: true }

  expect(generatorRules(strict).passwordrules).toContain("required: lower; required: upper; required: digit")
})

test("a hyphen comes first among the special characters, and a bracket last", () => {
  const special = { ...rules, requireSpecial: true, allowedSpecialCharacters: "!]-?" }

  expect(generatorRules(special).passwordrules).toContain("required: [-!?]]")
})
