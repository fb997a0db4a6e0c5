import { isBreached } from "./compromised-passwords"
import type { Settings } from "./settings"

type PasswordProblem = {
  code: string
  message: string
  suggestions?: { code: string; message: string }[]
}

const LONGEST = 72

/** Every rule that a new password breaks, with the API's error codes. */
export async function passwordProblems(
  plain: string,
  rules: Settings["password"],
  identifiers: string[]
): Promise<PasswordProblem[]> {
  const min = Math.max(8, rules.minLength)
  const max = rules.maxLength === 0 ? LONGEST : Math.min(LONGEST, rules.maxLength)
  const problems: PasswordProblem[] = []
  const check = (isBroken: boolean, code: string, message: string) => {
    if (isBroken) problems.push({ code: `form_password_${code}`, message })
  }
  check(plain.length < min, "length_too_short", `Passwords must be ${min} characters or more.`)
  check(plain.length > max, "length_too_long", `Passwords must be ${max} characters or fewer.`)
  check(
    rules.requireLowercase && !/\p{Ll}/u.test(plain),
    "no_lowercase",
    "Passwords must contain a lowercase letter."
  )
  check(
    rules.requireUppercase && !/\p{Lu}/u.test(plain),
    "no_uppercase",
    "Passwords must contain an uppercase letter."
  )
  check(rules.requireNumbers && !/\p{Nd}/u.test(plain), "no_number", "Passwords must contain a number.")
  check(
    rules.requireSpecial && !/[^\p{L}\p{Nd}\s]/u.test(plain),
    "no_special_char",
    "Passwords must contain a special character."
  )
  check(
    identifiers.includes(plain),
    "matches_identifier",
    "The password can't be the same as your email address, phone number or username."
  )
  check(
    rules.checkCompromised && isBreached(plain),
    "pwned",
    "This password was found in a data breach. Choose another."
  )
  if (problems.length > 0) return problems

  // Clerk stores passwords with bcrypt, which has this limit.
  check(
    Buffer.byteLength(plain) > LONGEST,
    "size_in_bytes_exceeded",
    "The password is too long. Use fewer characters."
  )
  if (rules.minStrength === 0) return problems

  // Imported on demand, because its dictionaries are large.
  const { passwordStrength } = await import("./password-strength")
  const { score, suggestions } = await passwordStrength(plain)
  if (score < rules.minStrength) {
    const message = "Given password is not strong enough."
    problems.push({ code: "form_password_not_strong_enough", message, suggestions })
  }
  return problems
}
