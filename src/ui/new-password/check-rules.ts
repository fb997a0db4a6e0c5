import { t, tCount } from "~i18n"
import type { PasswordRules } from "~session/snapshot"

export type RuleCheck = { text: string; isMet: boolean }

// Clerk's own, if the instance names none.
const SPECIAL_CHARACTERS = "!\"#$%&'()*+,-./:;<=>?@[]^_`{|}~"

/** The special characters of which a password needs one, where the instance asks for that. */
export function specialCharactersOf(rules: PasswordRules): string {
  return rules.allowedSpecialCharacters || SPECIAL_CHARACTERS
}

/** What the instance asks of a password, and whether this one has it. Clerk decides in the end. */
export function checkRules(password: string, rules: PasswordRules): RuleCheck[] {
  const special = specialCharactersOf(rules)
  const checks: (RuleCheck | false)[] = [
    { text: tCount("passwordMinLength", rules.minLength), isMet: password.length >= rules.minLength },
    password.length > rules.maxLength && { text: tCount("passwordMaxLength", rules.maxLength), isMet: false },
    rules.requireLowercase && { text: t("passwordLowercase"), isMet: /[a-z]/.test(password) },
    rules.requireUppercase && { text: t("passwordUppercase"), isMet: /[A-Z]/.test(password) },
    rules.requireNumbers && { text: t("passwordNumber"), isMet: /\d/.test(password) },
    rules.requireSpecial && {
      text: t("passwordSpecial", special),
      isMet: [...password].some((character) => special.includes(character))
    }
  ]
  return checks.filter((check) => check !== false)
}
