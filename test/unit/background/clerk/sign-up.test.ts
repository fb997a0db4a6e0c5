import { beforeEach, expect, test, vi } from "vitest"
import type { Clerk } from "~background/clerk/sdk"
import { acceptTicket, signUp } from "~background/clerk/sign-up"
import { installFakeChrome } from "../../../support/fake-chrome"

beforeEach(() => {
  installFakeChrome()
})

const refusal = (code: string) => Object.assign(new Error(code), { status: 400, errors: [{ code }] })

/** The parts of Clerk's client that a sign-up needs. */
function clerkWith(parts: { signUp?: object; signIn?: object }) {
  const create = vi.fn(async () => ({ status: "needs_second_factor", createdSessionId: null }))
  const prepareVerification = vi.fn(async () => {})
  const resource = {
    id: "sua_1",
    status: "missing_requirements",
    protectCheck: null,
    missingFields: [],
    unverifiedFields: ["email_address"],
    emailAddress: "ada@example.com",
    verifications: { emailAddress: { status: null, strategy: null }, phoneNumber: {} },
    prepareVerification,
    create: vi.fn(async () => resource),
    ...parts.signUp
  }
  const client = { signUp: resource, signIn: { create, ...parts.signIn } }
  return { clerk: { client } as unknown as Clerk, client, prepareVerification }
}

test("fields that were left out aren't sent to Clerk", async () => {
  const { clerk, client } = clerkWith({})

  await signUp(clerk, { emailAddress: "ada@example.com", username: undefined, legalAccepted: true })

  expect(client.signUp.create).toHaveBeenCalledExactlyOnceWith({
    emailAddress: "ada@example.com",
    legalAccepted: true
  })
})

test.for([
  ["is sent", {}, 1],
  [
    "is not sent again",
    { verifications: { emailAddress: { strategy: "email_code", status: "unverified" } } },
    0
  ],
  ["waits for a check of Clerk Protect", { protectCheck: {} }, 0],
  ["isn't sent for what only a web page can provide", { missingFields: ["enterprise_sso"] }, 0]
] as const)("the code that comes next %s", async ([, parts, times]) => {
  const { clerk, prepareVerification } = clerkWith({ signUp: parts })

  await signUp(clerk, { emailAddress: "ada@example.com" })

  expect(prepareVerification).toHaveBeenCalledTimes(times)
})

test.for([
  "invitation_account_exists",
  "organization_invitation_identification_already_exists",
  "sign_in_token_not_in_sign_in_code"
])("a ticket for a user who has an account signs in: %s", async (code) => {
  const create = async () => Promise.reject(refusal(code))
  const { clerk, client } = clerkWith({ signUp: { create } })

  await acceptTicket(clerk, { ticket: "ticket" })

  expect(client.signIn.create).toHaveBeenCalledExactlyOnceWith({ strategy: "ticket", ticket: "ticket" })
})

test("a ticket that is refused otherwise signs nobody in", async () => {
  const create = async () => Promise.reject(refusal("ticket_expired_code"))
  const { clerk, client } = clerkWith({ signUp: { create } })

  await expect(acceptTicket(clerk, { ticket: "ticket" })).rejects.toThrow("ticket_expired_code")

  expect(client.signIn.create).not.toHaveBeenCalled()
})
