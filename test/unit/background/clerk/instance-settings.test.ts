import { expect, test } from "vitest"
import { readLengths, readPasswordRules } from "~background/clerk/instance-settings"

type Settings = Parameters<typeof readPasswordRules>[0]
type UserSettings = Parameters<typeof readLengths>[0]

const settings: Settings = {
  allowed_special_characters: "!?",
  disable_hibp: false,
  min_length: 10,
  max_length: 60,
  require_special_char: false,
  require_numbers: false,
  require_lowercase: false,
  require_uppercase: false,
  show_zxcvbn: false,
  min_zxcvbn_strength: 3
}

test.for([
  [0, 0, 8, 72],
  [7, 73, 8, 72],
  [8, 72, 8, 72],
  [9, 71, 9, 71]
] as const)("settings of %i to %i characters mean %i to %i, as for Clerk", ([min, max, least, most]) => {
  const rules = readPasswordRules({ ...settings, min_length: min, max_length: max })

  expect(rules).toMatchObject({ minLength: least, maxLength: most })
})

test.for([
  ["require_lowercase", "requireLowercase"],
  ["require_uppercase", "requireUppercase"],
  ["require_numbers", "requireNumbers"],
  ["require_special_char", "requireSpecial"]
] as const)("%s is one rule of several", ([name, rule]) => {
  const { requireLowercase, requireUppercase, requireNumbers, requireSpecial } = readPasswordRules({
    ...settings,
    [name]: true
  })
  const rules = { requireLowercase, requireUppercase, requireNumbers, requireSpecial }

  expect(Object.entries(rules).flatMap(([key, isAsked]) => (isAsked ? [key] : []))).toEqual([rule])
})

test("a strength is required only if the instance shows it", () => {
  expect(readPasswordRules(settings).minStrength).toBeNull()
  expect(readPasswordRules({ ...settings, show_zxcvbn: true }).minStrength).toBe(3)
})

test("errors know the lengths of passwords and usernames", () => {
  const usernameSettings = { min_length: 4, max_length: 64 }

  expect(readLengths({ passwordSettings: settings, usernameSettings } as UserSettings)).toEqual({
    password: { minLength: 10, maxLength: 60 },
    username: { minLength: 4, maxLength: 64 }
  })
})
