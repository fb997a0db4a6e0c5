import type { Planner } from "./seed"

// Each of these has one user, who signs in with this address and password.
const ada = {
  email: "ada+clerk_test@example.com",
  password: "correct-horse-battery-staple",
  firstName: "Ada",
  lastName: "Lovelace"
}

/** She works in one organization, and nothing is left to do. */
export async function active({ settings, organization, user }: Planner) {
  settings({ organizations: { enabled: true, forceSelection: true } })
  await user({ ...ada, memberships: [{ organization: organization({ name: "Acme" }), role: "org:admin" }] })
}

/** She belongs to Acme and Globex, is invited to Initech, and might ask to join Umbrella. */
export async function pendingChooseOrganization({ settings, organization, user }: Planner) {
  settings({ organizations: { enabled: true, forceSelection: true, creationDefaults: true } })
  await user({
    ...ada,
    memberships: [
      { organization: organization({ name: "Acme" }), role: "org:admin" },
      { organization: organization({ name: "Globex" }), role: "org:member" }
    ],
    invitations: [{ organization: organization({ name: "Initech" }), role: "org:member" }],
    suggestions: [{ organization: organization({ name: "Umbrella" }) }]
  })
}

/** Her password was found in a breach, and is her only way in. */
export async function pendingResetPassword({ settings, user }: Planner) {
  settings({ signIn: { emailCode: false } })
  await user({ ...ada, passwordCompromised: true })
}

/** She has no second factor yet, and may choose between an app and text messages. */
export async function pendingSetupMfa({ settings, user }: Planner) {
  settings({ mfa: { required: true, authenticatorApp: true, phoneCode: true, backupCode: true } })
  await user(ada)
}

export async function pendingEveryTask({ settings, organization, user }: Planner) {
  settings({
    organizations: { enabled: true, forceSelection: true, creationDefaults: true },
    mfa: { required: true, authenticatorApp: true, phoneCode: true, backupCode: true },
    signIn: { emailCode: false }
  })
  await user({
    ...ada,
    passwordCompromised: true,
    memberships: [
      { organization: organization({ name: "Acme" }) },
      { organization: organization({ name: "Globex" }) }
    ]
  })
}
