import type { InstanceSettings, UserSummary } from "../../src/session/snapshot"

/** A picture that needs no network. */
export const PICTURE = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><path fill="#4f46e5" d="M0 0h8v8H0z"/></svg>'
)}`

type Groups = "signIn" | "organizations" | "password"
export type InstanceChange = Partial<Omit<InstanceSettings, Groups | "signUp">> & {
  [Group in Groups]?: Partial<InstanceSettings[Group]>
} & {
  signUp?: Partial<Omit<InstanceSettings["signUp"], "fields">> & {
    fields?: Partial<InstanceSettings["signUp"]["fields"]>
  }
}

/** An instance as Clerk creates it, with these changes. */
export function instance(change: InstanceChange = {}): InstanceSettings {
  const { signIn, signUp, organizations, password, ...rest } = change
  return {
    applicationName: "Northwind",
    isMultiSession: false,
    homeUrl: "https://app.northwind.example/",
    hasBackupCodes: true,
    brand: { color: null, logoUrl: null },
    ...rest,
    signIn: {
      identifiers: ["email_address"],
      password: true,
      codes: ["email_code"],
      passkey: "off",
      prefersCode: false,
      social: [],
      others: [],
      ...signIn
    },
    signUp: {
      mode: "public",
      legalConsent: null,
      ...signUp,
      fields: {
        firstName: "off",
        lastName: "off",
        username: "off",
        emailAddress: "required",
        phoneNumber: "off",
        password: "required",
        ...signUp?.fields
      }
    },
    organizations: {
      enabled: true,
      personalAccount: true,
      slug: false,
      creationDefaults: false,
      ...organizations
    },
    password: {
      minLength: 8,
      maxLength: 72,
      requireLowercase: false,
      requireUppercase: false,
      requireNumbers: false,
      requireSpecial: false,
      allowedSpecialCharacters: "",
      minStrength: null,
      ...password
    }
  }
}

/** A user with a name and an email address, with these changes. */
export function user(change: Partial<UserSummary> = {}): UserSummary {
  return {
    id: "user_ada",
    firstName: "Ada",
    lastName: "Lovelace",
    fullName: "Ada Lovelace",
    username: null,
    primaryEmailAddress: "ada@northwind.example",
    primaryPhoneNumber: null,
    identifier: "ada@northwind.example",
    imageUrl: PICTURE,
    hasImage: false,
    mayCreateOrganizations: true,
    ...change
  }
}
