import type { PasswordRules } from "~session/snapshot"
import { specialCharactersOf } from "./check-rules"

/**
 * Tells password managers what a generated password has to hold, for Apple's, 1Password's and others. HTML's own `minlength` and
 * `maxlength` would cut a password that is pasted, or keep the form from saying what is wrong.
 * @see https://developer.apple.com/password-rules/
 */
export function generatorRules(rules: PasswordRules): { passwordrules: string } {
  const wanted = [
    `minlength: ${rules.minLength}`,
    `maxlength: ${rules.maxLength}`,
    rules.requireLowercase && "required: lower",
    rules.requireUppercase && "required: upper",
    rules.requireNumbers && "required: digit",
    rules.requireSpecial && `required: [${inClass(specialCharactersOf(rules))}]`
  ]
  return { passwordrules: wanted.filter(Boolean).join("; ") }
}

// In a class, "-" has to stand first and "]" last.
function inClass(characters: string) {
  const has = (character: string) => (characters.includes(character) ? character : "")
  return `${has("-")}${characters.replace(/[-\]]/g, "")}${has("]")}`
}
