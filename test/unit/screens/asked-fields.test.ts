import { expect, test } from "vitest"
import { askedByClerk, askedOfNewAccount } from "~screens/sign-in/asked-fields"
import type { Identifier, InstanceSettings, Requirement, SignUpField } from "~session/snapshot"

type Fields = Record<SignUpField, Requirement>

const off: Fields = {
  firstName: "off",
  lastName: "off",
  username: "off",
  emailAddress: "off",
  phoneNumber: "off",
  password: "off"
}

function instanceWith(fields: Partial<Fields>, identifiers: Identifier[] = ["email_address"]) {
  const all = { ...off, ...fields }
  return {
    signIn: { identifiers } as InstanceSettings["signIn"],
    signUp: {
      mode: "public",
      fields: all,
      legalConsent: null
    } as InstanceSettings["signUp"]
  }
}

const asked = (fields: Partial<Fields>, identifiers?: Identifier[]) =>
  askedOfNewAccount(instanceWith(fields, identifiers)).fields

test("a field is required if the instance requires it, and missing if the instance doesn't have it", () => {
  expect(asked({ emailAddress: "required", password: "required", firstName: "optional" })).toEqual({
    emailAddress: "required",
    password: "required",
    firstName: "optional"
  })
})

test.for<[fields: Partial<Fields>, required: SignUpField[]]>([
  [{ emailAddress: "optional" }, ["emailAddress"]],
  [{ phoneNumber: "optional" }, ["phoneNumber"]],
  [{ username: "optional" }, ["username"]],
  [{ emailAddress: "optional", username: "optional" }, ["emailAddress"]],
  [{ phoneNumber: "optional", username: "optional" }, ["phoneNumber"]],
  [{ emailAddress: "optional", phoneNumber: "optional" }, ["emailAddress", "phoneNumber"]],
  [{ emailAddress: "optional", phoneNumber: "required" }, ["phoneNumber"]]
])("something has to identify the account: of %j it is %j", ([fields, required]) => {
  const names = Object.entries(asked(fields)).filter(([, requirement]) => requirement === "required")

  expect(names.map(([name]) => name)).toEqual(required)
})

test("a username identifies the account if users sign in with it", () => {
  const fields = { username: "required", emailAddress: "optional", password: "required" } as const

  expect(asked(fields, ["username", "email_address"])).toMatchObject({ emailAddress: "optional" })
  expect(asked(fields, ["email_address"])).toMatchObject({ emailAddress: "required" })
})

test("users with a username can add both an optional email address and an optional phone number", () => {
  const fields = { username: "required", emailAddress: "optional", phoneNumber: "optional" } as const
  const of = (identifiers: Identifier[]) => askedOfNewAccount(instanceWith(fields, identifiers))

  expect(of(["username"])).toMatchObject({ fields, emailOrPhone: false })
  expect(of(["email_address", "phone_number"])).toMatchObject({
    fields: { emailAddress: "required", phoneNumber: "required" },
    emailOrPhone: true
  })
})

test("what Clerk still needs is required, and nothing else is asked for", () => {
  const instance = instanceWith({ emailAddress: "required", username: "optional", firstName: "optional" })

  expect(askedByClerk(["username", "legalAccepted"], instance)).toEqual({
    fields: { username: "required" },
    emailOrPhone: false,
    legalConsent: { termsUrl: null, privacyPolicyUrl: null }
  })
})

test("of an email address and a phone number, one is enough if the instance says so", () => {
  const either = instanceWith({ emailAddress: "optional", phoneNumber: "optional" })
  const both = instanceWith({ emailAddress: "required", phoneNumber: "required" })

  expect(askedByClerk(["emailAddress", "phoneNumber"], either).emailOrPhone).toBe(true)
  expect(askedByClerk(["emailAddress", "phoneNumber"], both).emailOrPhone).toBe(false)
  expect(askedByClerk(["phoneNumber"], either).emailOrPhone).toBe(false)
})

test("of the possible identifiers, one is enough if the instance requires none", () => {
  const instance = instanceWith({ emailAddress: "optional", username: "optional" })

  expect(askedByClerk(["emailAddress", "username", "password"], instance).fields).toEqual({
    emailAddress: "required",
    username: "optional",
    password: "required"
  })
})
