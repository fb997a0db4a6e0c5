import { describe, expect, test } from "vitest"
import { explanations } from "~background/clerk/clerk-failure"
import { compareWith } from "./contract/comparison"
import { flows } from "./contract/flows"
import { knownDifferences } from "./contract/known-differences"
import { refusals } from "./contract/refusals"
import { emulate } from "./support"

const { asDescribed, isSkipped, goneDifferences } = compareWith("fapi", knownDifferences)

describe("with answers as Clerk describes them", () => {
  test.each(Object.entries(flows))("%s", (_name, flow) => asDescribed(async () => flow(await emulate())))
})

describe("it is refused as Clerk refuses when", () => {
  const rows = refusals.map((refusal) => [`${refusal.when}: ${refusal.is.join(", ")}`, refusal] as const)

  test.each(rows)("%s", (_name, { is: [status, code, param], provoke }) =>
    asDescribed(async () => {
      expect(await provoke(await emulate())).toEqual({ status, code, param })
    })
  )
})

const notProvoked = [
  // safety.test.ts covers it.
  "host_invalid",
  // The emulator has no organization tickets and no sign-in tokens.
  "organization_invitation_identification_already_exists",
  "organization_invitation_identification_not_exist",
  "sign_in_token_already_used_code",
  "sign_in_token_cannot_be_used_code",
  "sign_in_token_revoked_code",
  // Clerk doesn't publish when it uses this one: the emulator answers `passkey_authentication_failure`.
  "passkey_invalid_verification"
]

test("the emulator can produce every error that the extension has a text for", () => {
  const codes = Object.values(explanations).flatMap((texts) => Object.keys(texts))
  const provoked = [...refusals.map(({ is: [, code] }) => code), ...notProvoked]

  expect(codes.filter((code) => !provoked.includes(code))).toEqual([])
})

test.skipIf(isSkipped)("every difference that is listed still occurs", () => {
  expect(goneDifferences()).toEqual([])
})
