import { expect, test } from "vitest"
import type { SignUpResource } from "~background/clerk/sdk"
import { fromSignUp } from "~background/clerk/sign-up-attempt"

const unsent = { status: null, strategy: null, supportedStrategies: [] as string[] }
const sent = (strategy: string) => ({ ...unsent, status: "unverified", strategy })

/** An incomplete sign-up, as the SDK represents it. */
function signUp(
  parts: Omit<Partial<SignUpResource>, "verifications" | "missingFields"> & {
    missingFields?: string[]
    verifications?: { emailAddress?: object; phoneNumber?: object; externalAccount?: object }
  } = {}
) {
  return {
    id: "sua_1",
    status: "missing_requirements",
    protectCheck: null,
    missingFields: [],
    unverifiedFields: [],
    ...parts,
    verifications: {
      emailAddress: unsent,
      phoneNumber: unsent,
      externalAccount: unsent,
      ...parts.verifications
    }
  } as unknown as SignUpResource
}

test("the email address is verified first, then the phone number, then the missing fields follow", () => {
  const all = {
    emailAddress: "ada@example.com",
    phoneNumber: "+15555550100",
    missingFields: ["username"]
  }

  expect(fromSignUp(signUp({ ...all, unverifiedFields: ["phone_number", "email_address"] }))).toMatchObject({
    step: "verification",
    strategy: "email_code",
    sentTo: "ada@example.com"
  })
  expect(fromSignUp(signUp({ ...all, unverifiedFields: ["phone_number"] }))).toMatchObject({
    step: "verification",
    strategy: "phone_code",
    sentTo: "+15555550100"
  })
  expect(fromSignUp(signUp(all))).toMatchObject({ step: "missing-fields", missing: ["username"] })
})

test.for([
  ["was not sent", unsent, false],
  ["is awaited", sent("email_code"), true],
  ["has expired", { ...sent("email_code"), status: "expired" }, false],
  ["was sent in another way", sent("email_link"), false]
] as const)("a code that %s", ([, emailAddress, isSent]) => {
  const attempt = fromSignUp(signUp({ unverifiedFields: ["email_address"], verifications: { emailAddress } }))

  expect(attempt).toMatchObject({ step: "verification", isSent })
})

test("missing fields have our names, each once", () => {
  const missingFields = [
    "first_name",
    "last_name",
    "password",
    "legal_accepted",
    "phone_number",
    "email_address_or_phone_number"
  ]

  expect(fromSignUp(signUp({ missingFields }))).toMatchObject({
    missing: ["firstName", "lastName", "password", "legalAccepted", "phoneNumber", "emailAddress"]
  })
})

test.for([
  { missingFields: ["enterprise_sso"] },
  { missingFields: ["username", "web3_wallet"] },
  { missingFields: ["toString"] },
  { missingFields: ["saml"], unverifiedFields: ["email_address"] },
  { unverifiedFields: ["web3_wallet"] },
  {}
] as const)("what no form here can provide is for the web: %j", (parts) => {
  expect(fromSignUp(signUp(parts as never)).step).toBe("unsupported")
})

test("an address that can only be verified by link is for the web", () => {
  const emailAddress = { ...unsent, supportedStrategies: ["email_link"] }
  const attempt = fromSignUp(signUp({ unverifiedFields: ["email_address"], verifications: { emailAddress } }))

  expect(attempt.step).toBe("unsupported")
})

test.for([{ protectCheck: { token: "secret" } }, { missingFields: ["protect_check", "username"] }])(
  "a check by Clerk Protect comes before all else: %j",
  (parts) => {
    const attempt = fromSignUp(signUp({ unverifiedFields: ["email_address"], ...(parts as object) }))

    expect(attempt.step).toBe("protect-check")
    expect(JSON.stringify(attempt)).not.toContain("secret")
  }
)

test("pages get what Clerk has, except the password", () => {
  const attempt = fromSignUp(
    signUp({
      firstName: "Ada",
      lastName: null,
      username: "ada",
      emailAddress: "ada@example.com",
      phoneNumber: null,
      hasPassword: true,
      missingFields: ["phone_number"]
    })
  )

  expect(attempt.given).toEqual({ firstName: "Ada", username: "ada", emailAddress: "ada@example.com" })
})

test("pages ask again for what someone else has taken since, although Clerk reports nothing missing", () => {
  const attempt = fromSignUp(signUp({ username: "ada", emailAddress: "ada@example.com" }))

  expect(attempt).toMatchObject({ step: "missing-fields", missing: ["username", "emailAddress"] })
})
