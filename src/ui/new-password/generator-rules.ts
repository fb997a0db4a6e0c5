import type { PasswordRules } from "~session/snapshot"
import { specialCharactersOf } from "./check-rules"

/**
 * The rules for generated passwords, which Apple's password manager, 1Password and others read. HTML's own `minlength` and `maxlength` would
 * cut off a pasted password, or keep the form from showing its own errors.
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
