import type { SettingsPatch } from "../model/settings"
import type { Seed } from "./seed"

/** An app created before 14 November 2025, in which a password alone is enough to sign in. */
export const MADE_BEFORE_DEVICE_TRUST = { deviceTrust: { enabled: false } } satisfies SettingsPatch

// Each of these seeds has one user, with this email address and password.
const ada = {
  email: "ada+clerk_test@example.com",
  password: "correct-horse-battery-staple",
  firstName: "Ada",
  lastName: "Lovelace"
}

const adaWith = (expect: string) => [{ address: ada.email, password: ada.password, expect }]

/** Ada belongs to one organization and has no tasks. */
export const active: Seed = {
  accounts: adaWith("no tasks"),
  async plant({ settings, organization, user }) {
    settings({ ...MADE_BEFORE_DEVICE_TRUST, organizations: { enabled: true, forceSelection: true } })
    await user({ ...ada, memberships: [{ organization: organization({ name: "Acme" }), role: "org:admin" }] })
  }
}

/** Ada belongs to Acme and Globex, is invited to Initech, and can request to join Umbrella. */
export const pendingChooseOrganization: Seed = {
  accounts: adaWith("one task: choose between two organizations, an invitation and a suggestion"),
  async plant({ settings, organization, user }) {
    settings({
      ...MADE_BEFORE_DEVICE_TRUST,
      organizations: { enabled: true, forceSelection: true, creationDefaults: true }
    })
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
}

/** Ada's password was found in a breach, and she has no other way to sign in. */
export const pendingResetPassword: Seed = {
  accounts: adaWith("one task: choose a new password, because the old one was found in a breach"),
  async plant({ settings, user }) {
    settings({ ...MADE_BEFORE_DEVICE_TRUST, signIn: { emailCode: false } })
    await user({ ...ada, passwordCompromised: true })
  }
}

/** Ada has no second factor. She can choose an authenticator app or text messages. */
export const pendingSetupMfa: Seed = {
  accounts: adaWith("one task: set up a second factor"),
  async plant({ settings, user }) {
    settings({
      ...MADE_BEFORE_DEVICE_TRUST,
      sms: { countries: ["US", "CA", "GB", "DE"] },
      mfa: { required: true, authenticatorApp: true, phoneCode: true, backupCode: true }
    })
    await user(ada)
  }
}

export const pendingEveryTask: Seed = {
  accounts: adaWith("every task: new password, second factor, organization"),
  async plant({ settings, organization, user }) {
    settings({
      ...MADE_BEFORE_DEVICE_TRUST,
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
}
