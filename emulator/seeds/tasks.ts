import type { SettingsPatch } from "../model/settings"
import type { Seed } from "./seed"

/** An app from before 14 November 2025, in which a password alone signs in. */
export const MADE_BEFORE_DEVICE_TRUST = { deviceTrust: { enabled: false } } satisfies SettingsPatch

// Each of these has one user, who signs in with this address and password.
const ada = {
  email: "ada+clerk_test@example.com",
  password: "correct-horse-battery-staple",
  firstName: "Ada",
  lastName: "Lovelace"
}

const adaWith = (expect: string) => [{ address: ada.email, password: ada.password, expect }]

/** She works in one organization, and nothing is left to do. */
export const active: Seed = {
  accounts: adaWith("no task"),
  async plant({ settings, organization, user }) {
    settings({ ...MADE_BEFORE_DEVICE_TRUST, organizations: { enabled: true, forceSelection: true } })
    await user({ ...ada, memberships: [{ organization: organization({ name: "Acme" }), role: "org:admin" }] })
  }
}

/** She belongs to Acme and Globex, is invited to Initech, and might ask to join Umbrella. */
export const pendingChooseOrganization: Seed = {
  accounts: adaWith("one task: to choose between two organizations, an invitation and a suggestion"),
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

/** Her password was found in a breach, and is her only way in. */
export const pendingResetPassword: Seed = {
  accounts: adaWith("one task: a new password, since hers was found in a breach"),
  async plant({ settings, user }) {
    settings({ ...MADE_BEFORE_DEVICE_TRUST, signIn: { emailCode: false } })
    await user({ ...ada, passwordCompromised: true })
  }
}

/** She has no second factor yet, and may choose between an app and text messages. */
export const pendingSetupMfa: Seed = {
  accounts: adaWith("one task: to set up a second factor"),
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
  accounts: adaWith("every task: a new password, a second factor, an organization"),
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
