import type { Clerk } from "@clerk/clerk-js/no-rhc"
import { proofOf } from "../../../emulator/model/protect-check"
import { createAuthenticator, plugIn } from "../../support/software-authenticator"
import { totpCode } from "../../support/totp-code"
import { answerProvider, CONNECTION, comeBack, comeBackFromCompany, follow, NATIVE } from "../provider-steps"
import {
  choose,
  clientOf,
  emulate,
  loadClerk,
  PASSWORD,
  refusalOf,
  request,
  sessionOf,
  signIn,
  signInElsewhere,
  type TestEmulator,
  userOf
} from "../support"

const EMAIL = "ada@acme.com"
const TEST_EMAIL = "ada+clerk_test@acme.com"
const PHONE = "+12015550123"
const BETTER = "tin-whistle-under-9-stars"
const FORCED = { organizations: { enabled: true, forceSelection: true } }
const APP = { mfa: { authenticatorApp: true, phoneCode: true } }

type Answer = { status: number | undefined; code: string | undefined; param?: string | undefined }

export type Refusal = {
  when: string
  is: [status: number, code: string, param?: string]
  provoke: (emulator: TestEmulator) => Promise<Answer>
}

/** Every error that the extension may meet, and how to cause it. */
export const refusals: Refusal[] = [
  // Signing in and up
  {
    when: "an address is unknown",
    is: [422, "form_identifier_not_found", "identifier"],
    provoke: async (emulator) => refusalOf((await begin(emulator)).create({ identifier: EMAIL }))
  },
  {
    when: "a password is wrong",
    is: [422, "form_password_incorrect", "password"],
    provoke: async (emulator) =>
      refusalOf((await begin(emulator, {})).create({ identifier: EMAIL, password: "no" }))
  },
  {
    when: "a password is compromised and there is another way in",
    is: [422, "form_password_compromised", "password"],
    provoke: async (emulator) =>
      refusalOf(
        (await begin(emulator, { passwordCompromised: true })).create({
          identifier: EMAIL,
          password: PASSWORD
        })
      )
  },
  {
    when: "someone without a password enters one",
    is: [400, "strategy_for_user_invalid"],
    provoke: async (emulator) => {
      await emulator.addUser({ email: TEST_EMAIL })
      return refusalOf((await begin(emulator)).create({ identifier: TEST_EMAIL, password: PASSWORD }))
    }
  },
  {
    when: "a user is banned",
    is: [403, "user_banned"],
    provoke: async (emulator) =>
      refusalOf((await begin(emulator, { banned: true })).create({ identifier: EMAIL }))
  },
  {
    when: "a user is locked",
    is: [403, "user_locked"],
    provoke: async (emulator) =>
      refusalOf((await begin(emulator, { locked: true })).create({ identifier: EMAIL }))
  },
  {
    when: "a user is deactivated",
    is: [403, "user_deactivated"],
    provoke: async (emulator) =>
      refusalOf((await begin(emulator, { deactivated: true })).create({ identifier: EMAIL }))
  },
  {
    when: "a password that signs in was found in a breach",
    is: [422, "form_password_pwned", "password"],
    provoke: async (emulator) => {
      await emulator.changeSettings({ password: { checkCompromisedAtSignIn: true } })
      const password = "Password123"
      return refusalOf((await begin(emulator, { password })).create({ identifier: EMAIL, password }))
    }
  },
  {
    when: "someone without that second factor proves it",
    is: [400, "no_second_factors"],
    provoke: async (emulator) => {
      const signIn = await begin(emulator, { totp: true })
      const attempt = await signIn.create({ identifier: EMAIL, password: PASSWORD })
      return refusalOf(attempt.prepareSecondFactor({ strategy: "phone_code" }))
    }
  },
  {
    when: "a code of the second factor is wrong",
    is: [422, "form_code_incorrect", "code"],
    provoke: async (emulator) => {
      const signIn = await begin(emulator, { totp: true })
      const attempt = await signIn.create({ identifier: EMAIL, password: PASSWORD })
      return refusalOf(attempt.attemptSecondFactor({ strategy: "totp", code: "000000x" }))
    }
  },
  {
    when: "someone without a passkey is asked for one",
    is: [400, "no_passkeys_found_for_user"],
    provoke: async (emulator) => {
      const { signIn } = await withPasskey(emulator, { hasPasskey: false })
      await signIn.create({ identifier: EMAIL })
      return refusalOf(signIn.prepareFirstFactor({ strategy: "passkey" } as never))
    }
  },
  {
    when: "someone whose app has no passkeys starts with one",
    is: [422, "form_param_value_invalid", "strategy"],
    provoke: async (emulator) => {
      const { signIn } = await withPasskey(emulator)
      await emulator.changeSettings({ passkeys: { enabled: false } })
      return refusalOf(signIn.create({ strategy: "passkey" } as never))
    }
  },
  {
    when: "a passkey is known to nobody",
    is: [404, "passkey_not_registered"],
    provoke: async (emulator) => {
      const { signIn, userId } = await withPasskey(emulator)
      await emulator.deleteUser(userId)
      return refusalOf(signIn.authenticateWithPasskey({ flow: "discoverable" }))
    }
  },
  {
    when: "a passkey signed something else",
    is: [400, "passkey_authentication_failure"],
    provoke: async (emulator) => {
      const { signIn, authenticator } = await withPasskey(emulator)
      authenticator.tamper({ challenge: "AAAA" })
      return refusalOf(signIn.authenticateWithPasskey({ flow: "discoverable" }))
    }
  },
  {
    when: "what a passkey answered can't be read",
    is: [422, "passkey_invalid_public_key_credential", "public_key_credential"],
    provoke: async (emulator) => {
      const { signIn, token } = await withPasskey(emulator)
      const { id } = await signIn.create({ strategy: "passkey" } as never)
      return answerOf(
        request(emulator, `/client/sign_ins/${id}/attempt_first_factor`, {
          method: "POST",
          token: token(),
          body: { strategy: "passkey", public_key_credential: "{}" }
        })
      )
    }
  },
  {
    when: "a passkey is registered with something else signed",
    is: [400, "passkey_registration_failure"],
    provoke: async (emulator) => {
      const { clerk, authenticator } = await signedInWithPasskey(emulator)
      authenticator.credentials.length = 0
      authenticator.tamper({ challenge: "AAAA" })
      return refusalOf(userOf(clerk).createPasskey())
    }
  },
  {
    when: "someone registers an eleventh passkey",
    is: [403, "passkey_quota_exceeded"],
    provoke: async (emulator) => {
      const { clerk, userId } = await signedInWithPasskey(emulator)
      for (let count = 1; count < 10; count++) await emulator.addPasskey(userId)
      return refusalOf(userOf(clerk).createPasskey())
    }
  },
  {
    when: "a passkey gets a name before it's registered",
    is: [422, "passkey_identification_not_verified"],
    provoke: async (emulator) => {
      const { token } = await signedInWithPasskey(emulator)
      const begun = await request(emulator, "/me/passkeys", { method: "POST", token: token() })
      return answerOf(
        request(emulator, `/me/passkeys/${begun.json().response.id}?_method=PATCH`, {
          method: "POST",
          token: token(),
          body: { name: "Laptop" }
        })
      )
    }
  },
  {
    when: "someone is signed in already",
    is: [400, "session_exists"],
    provoke: async (emulator) => {
      const clerk = await signedIn(emulator)
      return refusalOf(clientOf(clerk).signIn.create({ identifier: EMAIL }))
    }
  },
  {
    when: "the same user is signed in already",
    is: [400, "identifier_already_signed_in"],
    provoke: async (emulator) => {
      const clerk = await signedIn(emulator, { session: { multiSession: true } })
      return refusalOf(clientOf(clerk).signIn.create({ identifier: EMAIL }))
    }
  },
  {
    when: "a step of a sign-in is out of turn",
    is: [400, "client_state_invalid"],
    provoke: async (emulator) => {
      const attempt = await (await begin(emulator, {})).create({ identifier: EMAIL })
      return refusalOf(attempt.attemptSecondFactor({ strategy: "totp", code: "123456" }))
    }
  },
  {
    when: "a newer sign-in has replaced this one",
    is: [403, "resource_forbidden"],
    provoke: async (emulator) => {
      await emulator.addUser({ email: EMAIL, password: PASSWORD })
      const create = (token?: string) =>
        request(emulator, "/client/sign_ins", { method: "POST", token, body: { identifier: EMAIL } })
      const first = await create()
      const token = first.headers.get("clerk-db-jwt") ?? ""
      await create(token)
      const path = `/client/sign_ins/${first.json().response.id}/attempt_first_factor`
      return answerOf(request(emulator, path, { method: "POST", token, body: { strategy: "password" } }))
    }
  },
  {
    when: "a sign-in is not there",
    is: [404, "resource_not_found"],
    provoke: (emulator) => answerOf(request(emulator, "/client/sign_ins/sia_x"))
  },
  {
    when: "a sign-up is not there",
    is: [404, "resource_not_found"],
    provoke: (emulator) => answerOf(request(emulator, "/client/sign_ups/sua_x"))
  },
  {
    when: "an address is taken",
    is: [422, "form_identifier_exists", "email_address"],
    provoke: async (emulator) => {
      await emulator.addUser({ email: EMAIL })
      return refusalOf(signUp(await loadClerk(emulator), { emailAddress: EMAIL }))
    }
  },
  {
    when: "an address is none",
    is: [422, "form_param_format_invalid", "email_address"],
    provoke: async (emulator) => refusalOf(signUp(await loadClerk(emulator), { emailAddress: "ada" }))
  },
  {
    when: "a password for a new account was found in a breach",
    is: [422, "form_password_pwned", "password"],
    provoke: async (emulator) => {
      await emulator.changeSettings({ password: { checkCompromised: true } })
      return refusalOf(signUp(await loadClerk(emulator), { emailAddress: EMAIL, password: "Password123" }))
    }
  },
  {
    when: "an address is not on the list of those who may sign up",
    is: [403, "not_allowed_access"],
    provoke: async (emulator) => {
      await emulator.changeSettings({ signUp: { allowlist: ["globex.com"] } })
      return refusalOf(signUp(await loadClerk(emulator), { emailAddress: EMAIL }))
    }
  },
  {
    when: "a password is chosen where there are none",
    is: [422, "form_param_unknown", "password"],
    provoke: async (emulator) => {
      await emulator.changeSettings({ signIn: { password: false } })
      return refusalOf(signUp(await loadClerk(emulator), { emailAddress: EMAIL, password: PASSWORD }))
    }
  },
  {
    when: "an address is given twice",
    is: [422, "form_param_duplicate", "email_address"],
    provoke: (emulator) =>
      answerOf(
        request(emulator, "/client/sign_ups", {
          method: "POST",
          body: [
            ["email_address", EMAIL],
            ["email_address", TEST_EMAIL]
          ]
        })
      )
  },
  {
    when: "the code for a new account is wrong",
    is: [422, "form_code_incorrect", "code"],
    provoke: async (emulator) => {
      const attempt = await signUp(await loadClerk(emulator), { emailAddress: TEST_EMAIL })
      await attempt.prepareEmailAddressVerification()
      return refusalOf(attempt.attemptEmailAddressVerification({ code: "000000" }))
    }
  },
  {
    when: "no code for a new account was sent",
    is: [400, "verification_not_sent"],
    provoke: async (emulator) => {
      const attempt = await signUp(await loadClerk(emulator), { emailAddress: TEST_EMAIL })
      return refusalOf(attempt.attemptEmailAddressVerification({ code: "424242" }))
    }
  },
  {
    when: "a password is wrong, or an address, and nobody may learn which",
    is: [422, "form_password_or_identifier_incorrect"],
    provoke: async (emulator) => {
      await emulator.changeSettings({ enumerationProtection: "strict" })
      return refusalOf((await begin(emulator)).create({ identifier: EMAIL, password: PASSWORD }))
    }
  },
  {
    when: "Clerk Protect blocks a sign-in",
    is: [403, "action_blocked"],
    provoke: async (emulator) => {
      await emulator.changeSettings({ protect: { signIn: "block", blockLinkUrl: "https://acme.com/help" } })
      return refusalOf((await begin(emulator)).create({ identifier: EMAIL }))
    }
  },
  {
    when: "Clerk Protect blocks a sign-up",
    is: [403, "action_blocked"],
    provoke: async (emulator) => {
      await emulator.changeSettings({ protect: { signUp: "block" } })
      return refusalOf(signUp(await loadClerk(emulator), { emailAddress: EMAIL }))
    }
  },
  {
    when: "a check of Clerk Protect is pending",
    is: [403, "requires_protect_check"],
    provoke: async (emulator) => {
      await emulator.changeSettings({ protect: { signIn: "check" } })
      const attempt = await (await begin(emulator, {})).create({ identifier: EMAIL })
      return refusalOf(attempt.attemptFirstFactor({ strategy: "password", password: PASSWORD }))
    }
  },
  {
    when: "a check of Clerk Protect is done",
    is: [400, "protect_check_already_resolved"],
    provoke: async (emulator) => {
      await emulator.changeSettings({ protect: { signIn: "check" } })
      const attempt = await (await begin(emulator, {})).create({ identifier: EMAIL })
      const proofToken = proofOf(attempt.protectCheck?.token ?? "")
      await attempt.submitProtectCheck({ proofToken })
      return refusalOf(attempt.submitProtectCheck({ proofToken }))
    }
  },
  ...(
    [
      ["is missing", "captcha_missing_token", { enabled: true }, undefined],
      ["is wrong", "captcha_invalid", { enabled: true }, "wrong"],
      ["is there and nobody asks for it", "captcha_not_enabled", {}, "XXXX.DUMMY.TOKEN.XXXX"]
    ] as const
  ).map(
    ([what, code, captcha, token]): Refusal => ({
      when: `the captcha of a sign-up ${what}`,
      is: [400, code],
      provoke: async (emulator) => {
        await emulator.changeSettings({ captcha })
        const body = { email_address: EMAIL, ...(token && { captcha_token: token }) }
        return answerOf(request(emulator, "/client/sign_ups", { method: "POST", body }))
      }
    })
  ),
  {
    when: "consent is refused",
    is: [422, "legal_not_accepted", "legal_accepted"],
    provoke: async (emulator) => {
      await emulator.changeSettings({ signUp: { legalConsent: true } })
      const body = { email_address: EMAIL, legal_accepted: "false" }
      return answerOf(request(emulator, "/client/sign_ups", { method: "POST", body }))
    }
  },
  {
    when: "sign-ups are closed and there is a waiting list",
    is: [403, "sign_up_restricted_waitlist"],
    provoke: async (emulator) => {
      await emulator.changeSettings({ signUp: { mode: "waitlist" } })
      return refusalOf(signUp(await loadClerk(emulator), { emailAddress: EMAIL }))
    }
  },
  {
    when: "sign-ups are closed",
    is: [403, "sign_up_mode_restricted"],
    provoke: async (emulator) => {
      await emulator.changeSettings({ signUp: { mode: "restricted" } })
      return refusalOf(signUp(await loadClerk(emulator), { emailAddress: EMAIL }))
    }
  },

  // Usernames, phone numbers, tickets and the waitlist
  {
    when: "an identifier is of a kind that nobody signs in with",
    is: [422, "form_param_format_invalid", "identifier"],
    provoke: async (emulator) => refusalOf((await begin(emulator)).create({ identifier: "ada" }))
  },
  ...(
    [
      ["is short", "abc", "form_username_invalid_length"],
      ["has a space", "ada l", "form_username_invalid_character"],
      ["has numbers only", "12345", "form_username_needs_non_number_char"],
      ["is a phone number", PHONE, "form_username_cannot_be_phone_number"],
      ["is taken", "Ada_L", "form_identifier_exists"]
    ] as const
  ).map(
    ([what, username, code]): Refusal => ({
      when: `a username ${what}`,
      is: [422, code, "username"],
      provoke: async (emulator) => {
        await emulator.changeSettings({ signUp: { username: "required" } })
        await emulator.addUser({ username: "ada_l" })
        return refusalOf(clientOf(await loadClerk(emulator)).signUp.create({ username }))
      }
    })
  ),
  {
    when: "no text messages are sent to the country of a number",
    is: [403, "unsupported_country_code"],
    provoke: async (emulator) => {
      await emulator.changeSettings({ signUp: { phoneNumber: "required" } })
      return refusalOf(clientOf(await loadClerk(emulator)).signUp.create({ phoneNumber: "+41446681800" }))
    }
  },
  ...(
    [
      ["is none", "ticket_invalid_code", async () => "not.a.ticket"],
      [
        "is a month old",
        "ticket_expired_code",
        async (emulator) => {
          const { ticket } = await emulator.inviteToApp({ emailAddress: EMAIL })
          await emulator.moveClock(31 * 24 * 3600)
          return ticket
        }
      ],
      [
        "is of a revoked invitation",
        "revoked_invitation",
        async (emulator) => {
          const { id, ticket } = await emulator.inviteToApp({ emailAddress: EMAIL })
          await emulator.revokeAppInvitation(id)
          return ticket
        }
      ],
      [
        "was used",
        "invitation_already_accepted",
        async (emulator) => {
          const { ticket } = await emulator.inviteToApp({ emailAddress: EMAIL })
          const { signUp } = clientOf(await loadClerk(emulator))
          await signUp.create({ strategy: "ticket", ticket, password: PASSWORD })
          return ticket
        }
      ]
    ] satisfies [string, string, (emulator: TestEmulator) => Promise<string>][]
  ).flatMap(([what, code, make]): Refusal[] => [
    {
      when: `a ticket to sign up ${what}`,
      is: [400, code],
      provoke: async (emulator) => {
        const ticket = await make(emulator)
        return refusalOf(clientOf(await loadClerk(emulator)).signUp.create({ strategy: "ticket", ticket }))
      }
    },
    {
      when: `a link is opened whose ticket ${what}`,
      is: [400, code],
      provoke: async (emulator) =>
        answerOf(request(emulator, `/tickets/accept?ticket=${await make(emulator)}`, { redirect: "manual" }))
    }
  ]),
  {
    when: "a link is opened without its ticket",
    is: [400, "ticket_invalid_code"],
    provoke: (emulator) => answerOf(request(emulator, "/tickets/accept", { redirect: "manual" }))
  },
  {
    when: "a ticket to sign up belongs to a user who has an account",
    is: [400, "invitation_account_exists"],
    provoke: async (emulator) => {
      const { ticket } = await emulator.inviteToApp({ emailAddress: EMAIL })
      await emulator.addUser({ email: EMAIL })
      return refusalOf(clientOf(await loadClerk(emulator)).signUp.create({ strategy: "ticket", ticket }))
    }
  },
  {
    when: "a user without an account signs in by a ticket",
    is: [400, "invitation_account_not_exists"],
    provoke: async (emulator) => {
      const { ticket } = await emulator.inviteToApp({ emailAddress: EMAIL })
      return refusalOf((await begin(emulator)).create({ strategy: "ticket", ticket }))
    }
  },
  {
    when: "there is nothing to transfer",
    is: [400, "account_transfer_invalid"],
    provoke: async (emulator) =>
      refusalOf(clientOf(await loadClerk(emulator)).signUp.create({ transfer: true }))
  },
  {
    when: "a code is right, and there is no account yet",
    is: [404, "sign_up_if_missing_transfer"],
    provoke: async (emulator) => {
      const signIn = await begin(emulator)
      const attempt = await signIn.create({
        identifier: TEST_EMAIL,
        strategy: "email_code",
        signUpIfMissing: true
      } as never)
      return refusalOf(attempt.attemptFirstFactor({ strategy: "email_code", code: "424242" }))
    }
  },
  {
    when: "a sign-in is to become a sign-up, and there are none",
    is: [422, "sign_up_if_missing_not_allowed"],
    provoke: async (emulator) => {
      await emulator.changeSettings({ signUp: { mode: "restricted" } })
      return refusalOf((await begin(emulator)).create({ identifier: EMAIL, signUpIfMissing: true }))
    }
  },
  {
    when: "a sign-in is to become a sign-up, by password",
    is: [422, "sign_up_if_missing_strategy_not_supported"],
    provoke: (emulator) =>
      answerOf(
        request(emulator, "/client/sign_ins", {
          method: "POST",
          body: { identifier: EMAIL, password: PASSWORD, sign_up_if_missing: "true" }
        })
      )
  },
  ...(
    [
      ["is closed", { waitlistOpen: false }, EMAIL, [403, "waitlist_not_accepting_entries"]],
      ["is there for no such address", {}, "ada", [422, "form_param_format_invalid", "email_address"]],
      ["isn't there", { mode: "public" }, EMAIL, [403, "feature_not_enabled"]]
    ] as const
  ).map(
    ([what, settings, emailAddress, is]): Refusal => ({
      when: `a waitlist ${what}`,
      is: [...is],
      provoke: async (emulator) => {
        await emulator.changeSettings({ signUp: { mode: "waitlist", ...settings } })
        return refusalOf((await loadClerk(emulator)).joinWaitlist({ emailAddress }))
      }
    })
  ),

  // Codes
  {
    when: "a code by email is wrong",
    is: [422, "form_code_incorrect", "code"],
    provoke: async (emulator) => refusalOf((await coded(emulator)).enter("000000"))
  },
  {
    when: "a code by email is missing",
    is: [422, "form_param_nil", "code"],
    provoke: async (emulator) => refusalOf((await coded(emulator)).enter(""))
  },
  {
    when: "a code is wrong for the fifth time",
    is: [400, "verification_failed"],
    provoke: async (emulator) => {
      const { enter } = await coded(emulator)
      for (let times = 0; times < 4; times += 1) await refusalOf(enter("000000"))
      return refusalOf(enter("000000"))
    }
  },
  {
    when: "a code is ten minutes old",
    is: [400, "verification_expired"],
    provoke: async (emulator) => {
      const { enter } = await coded(emulator)
      await emulator.moveClock(600)
      return refusalOf(enter("424242"))
    }
  },
  {
    when: "no code was asked for",
    is: [400, "verification_missing"],
    provoke: async (emulator) => {
      await emulator.addUser({ email: TEST_EMAIL })
      const attempt = await (await begin(emulator)).create({ identifier: TEST_EMAIL })
      return refusalOf(attempt.attemptFirstFactor({ strategy: "email_code", code: "424242" }))
    }
  },
  {
    when: "another kind of code was asked for",
    is: [400, "verification_strategy_invalid"],
    provoke: async (emulator) => {
      await emulator.addUser({ email: TEST_EMAIL, password: PASSWORD })
      const signIn = await begin(emulator)
      const attempt = await signIn.create({ identifier: TEST_EMAIL, strategy: "reset_password_email_code" })
      return refusalOf(attempt.attemptFirstFactor({ strategy: "email_code", code: "424242" }))
    }
  },
  {
    when: "another code is asked for at once",
    is: [429, "verification_code_too_many_requests"],
    provoke: async (emulator) => {
      const { id, token } = await coded(emulator)
      const path = `/client/sign_ins/${id}/prepare_first_factor`
      return answerOf(request(emulator, path, { method: "POST", token, body: { strategy: "email_code" } }))
    }
  },

  // The tasks: a new password
  ...(
    [
      ["is the current one", "form_new_password_matches_current", PASSWORD, {}],
      ["is too short", "form_password_length_too_short", "short", {}],
      ["is too long", "form_password_length_too_long", "x".repeat(73), {}],
      ["has too many bytes", "form_password_size_in_bytes_exceeded", "ü".repeat(40), {}],
      ["has no uppercase letter", "form_password_no_uppercase", "all-lower-9", { requireUppercase: true }],
      ["has no lowercase letter", "form_password_no_lowercase", "ALL-UPPER-9", { requireLowercase: true }],
      ["has no number", "form_password_no_number", "no-number-here", { requireNumbers: true }],
      [
        "has no special character",
        "form_password_no_special_char",
        "plainletters9",
        { requireSpecial: true }
      ],
      ["is the address", "form_password_matches_identifier", EMAIL, {}],
      ["was found in a breach", "form_password_pwned", "Password123", { checkCompromised: true }],
      ["is weak", "form_password_not_strong_enough", "qwertyuiop", { minStrength: 3 }],
      ["is missing", "form_param_nil", "", {}]
    ] as const
  ).map(
    ([what, code, newPassword, rules]): Refusal => ({
      when: `a new password ${what}`,
      is: [422, code, "new_password"],
      provoke: async (emulator) => {
        const clerk = await signedIn(emulator, { password: rules })
        return refusalOf(userOf(clerk).updatePassword({ newPassword }))
      }
    })
  ),
  {
    when: "the current password is wrong",
    is: [422, "form_password_validation_failed", "current_password"],
    provoke: async (emulator) => {
      const clerk = await signedIn(emulator)
      return refusalOf(userOf(clerk).updatePassword({ newPassword: BETTER, currentPassword: "no" }))
    }
  },
  {
    when: "the current password is asked for",
    is: [422, "form_param_missing", "current_password"],
    provoke: async (emulator) => {
      const clerk = await signedIn(emulator)
      await emulator.moveClock(3600)
      return refusalOf(userOf(clerk).updatePassword({ newPassword: BETTER }))
    }
  },
  {
    when: "there is no current password",
    is: [400, "no_password_set"],
    provoke: async (emulator) => {
      const { attempt, clerk, enter } = await coded(emulator)
      await enter("424242")
      await clerk.setActive({ session: attempt.createdSessionId, navigate: () => {} })
      return refusalOf(userOf(clerk).updatePassword({ newPassword: BETTER, currentPassword: PASSWORD }))
    }
  },

  // The tasks: a second factor
  {
    when: "a code of the app is wrong",
    is: [422, "form_code_incorrect", "code"],
    provoke: async (emulator) => {
      const clerk = await signedIn(emulator, APP)
      const { secret } = await userOf(clerk).createTOTP()
      return refusalOf(userOf(clerk).verifyTOTP({ code: totpCode(secret, 0) }))
    }
  },
  {
    when: "there is an app already",
    is: [400, "totp_already_enabled"],
    provoke: async (emulator) => {
      const clerk = await signedIn(emulator, APP)
      const { secret } = await userOf(clerk).createTOTP()
      await userOf(clerk).verifyTOTP({ code: totpCode(secret) })
      return refusalOf(userOf(clerk).createTOTP())
    }
  },
  {
    when: "backup codes would be the only factor",
    is: [400, "backup_codes_not_available"],
    provoke: async (emulator) => {
      const clerk = await signedIn(emulator, { mfa: { backupCode: true } })
      return refusalOf(userOf(clerk).createBackupCode())
    }
  },
  {
    when: "the company of a user allows no further number",
    is: [422, "enterprise_sso_additional_identifications_disabled"],
    provoke: async (emulator) =>
      refusalOf(addPhone(await signedIn(emulator, APP, { enterpriseAccounts: [{}] }), PHONE))
  },
  {
    when: "a phone number is none",
    is: [422, "form_param_format_invalid", "phone_number"],
    provoke: async (emulator) => refusalOf(addPhone(await signedIn(emulator, APP), "12"))
  },
  {
    when: "a phone number is another user's",
    is: [422, "form_identifier_exists", "phone_number"],
    provoke: async (emulator) => {
      await emulator.addUser({ email: "bob@acme.com", phone: PHONE })
      return refusalOf(addPhone(await signedIn(emulator, APP), PHONE))
    }
  },
  {
    when: "a user has too many unverified numbers",
    is: [400, "too_many_unverified_identifications"],
    provoke: async (emulator) => {
      const clerk = await signedIn(emulator, APP)
      for (let last = 10; last < 20; last += 1) await addPhone(clerk, `+120155501${last}`)
      return refusalOf(addPhone(clerk, PHONE))
    }
  },
  {
    when: "a code by text message is wrong",
    is: [422, "form_code_incorrect", "code"],
    provoke: async (emulator) => {
      const phone = await addPhone(await signedIn(emulator, APP), PHONE)
      await phone.prepareVerification()
      return refusalOf(phone.attemptVerification({ code: "000000" }))
    }
  },
  {
    when: "a number is verified already",
    is: [400, "verification_already_verified"],
    provoke: async (emulator) => {
      const phone = await addPhone(await signedIn(emulator, APP), PHONE)
      await phone.prepareVerification()
      await phone.attemptVerification({ code: "424242" })
      return refusalOf(phone.attemptVerification({ code: "424242" }))
    }
  },

  // The tasks: an organization
  {
    when: "an organization is one the user isn't in",
    is: [404, "organization_not_found_or_unauthorized"],
    provoke: async (emulator) => {
      const { id } = await emulator.addOrganization({ name: "Acme" })
      return refusalOf(choose(await signedIn(emulator, FORCED), id))
    }
  },
  {
    when: "organizations are off",
    is: [403, "organization_not_enabled_in_instance"],
    provoke: async (emulator) => refusalOf(userOf(await signedIn(emulator)).getOrganizationInvitations())
  },
  ...[true, false].map(
    (isOwn): Refusal => ({
      when: `a user with an organization is invited to another, and ${isOwn ? "their own" : "the other"} takes only members who have no other`,
      is: [422, "exclusive_organization_membership"],
      provoke: async (emulator) => {
        const { invitation, organizationId, userId } = await invited(emulator)
        const own = await emulator.addOrganization({ name: "Own", memberOf: userId })
        await emulator.changeOrganization(isOwn ? own.id : organizationId, { exclusiveMembership: true })
        return refusalOf(invitation?.accept())
      }
    })
  ),
  {
    when: "a member of an organization that takes only members who have no other creates one",
    is: [422, "exclusive_organization_membership"],
    provoke: async (emulator) => {
      const { id } = await emulator.addOrganization({ name: "Acme", exclusiveMembership: true })
      const clerk = await signedIn(emulator, FORCED, { memberships: [id] })
      return refusalOf(clerk.createOrganization({ name: "Mine" }))
    }
  },
  {
    when: "a name is missing",
    is: [422, "form_param_nil", "name"],
    provoke: async (emulator) =>
      refusalOf((await signedIn(emulator, FORCED)).createOrganization({ name: "" }))
  },
  {
    when: "a name is too long",
    is: [422, "form_param_max_length_exceeded", "name"],
    provoke: async (emulator) =>
      refusalOf((await signedIn(emulator, FORCED)).createOrganization({ name: "x".repeat(257) }))
  },
  {
    when: "a slug is taken",
    is: [422, "form_identifier_exists", "slug"],
    provoke: async (emulator) => {
      await emulator.addOrganization({ name: "Acme" })
      const clerk = await signedIn(emulator, { organizations: { enabled: true, slugDisabled: false } })
      return refusalOf(clerk.createOrganization({ name: "Acme", slug: "acme" }))
    }
  },
  {
    when: "a user may not create organizations",
    is: [403, "user_create_organization_not_enabled"],
    provoke: async (emulator) => {
      const clerk = await signedIn(emulator, FORCED, { createOrganizationEnabled: false })
      return refusalOf(clerk.createOrganization({ name: "Acme" }))
    }
  },
  {
    when: "a logo is no image",
    is: [422, "form_param_format_invalid", "file"],
    provoke: async (emulator) => {
      const organization = await (await signedIn(emulator, FORCED)).createOrganization({ name: "Acme" })
      return refusalOf(organization.setLogo({ file: new Blob(["text"]) }))
    }
  },
  {
    when: "a member changes an organization",
    is: [403, "missing_organization_permission"],
    provoke: async (emulator) => {
      const { id } = await emulator.addOrganization({ name: "Acme" })
      const clerk = await signedIn(emulator, FORCED, { memberships: [id] })
      return refusalOf((await clerk.getOrganization(id)).update({ name: "Mine" }))
    }
  },
  {
    when: "a user asks for an organization of others",
    is: [403, "not_a_member_in_organization"],
    provoke: async (emulator) => {
      const { id } = await emulator.addOrganization({ name: "Acme" })
      return refusalOf((await signedIn(emulator, FORCED)).getOrganization(id))
    }
  },
  {
    when: "an invitation was accepted before",
    is: [400, "organization_invitation_already_accepted"],
    provoke: async (emulator) => {
      const { invitation } = await invited(emulator)
      await invitation?.accept()
      return refusalOf(invitation?.accept())
    }
  },
  {
    when: "an invitation was revoked",
    is: [400, "organization_invitation_revoked_code"],
    provoke: async (emulator) => {
      const { invitation } = await invited(emulator)
      await emulator.revokeInvitation(invitation?.id ?? "")
      return refusalOf(invitation?.accept())
    }
  },
  {
    when: "an invitation's organization was deleted",
    is: [400, "organization_invitation_to_deleted_organization"],
    provoke: async (emulator) => {
      const { invitation, organizationId } = await invited(emulator)
      await emulator.deleteOrganization(organizationId)
      return refusalOf(invitation?.accept())
    }
  },
  {
    when: "an invitation is not there",
    is: [404, "organization_invitation_not_found"],
    provoke: async (emulator) => {
      await emulator.changeSettings(FORCED)
      await emulator.addUser({ email: EMAIL, password: PASSWORD })
      const { token } = await signInElsewhere(emulator, EMAIL)
      const path = "/me/organization_invitations/orginv_x/accept"
      return answerOf(request(emulator, path, { method: "POST", token }))
    }
  },
  {
    when: "an invitation is a month old",
    is: [404, "organization_invitation_not_pending"],
    provoke: async (emulator) => {
      const { id } = await emulator.addOrganization({ name: "Acme" })
      await emulator.changeSettings(FORCED)
      await emulator.addUser({ email: EMAIL, password: PASSWORD, invitations: [id] })
      await emulator.moveClock(30 * 24 * 3600)
      const { token } = await signInElsewhere(emulator, EMAIL)
      const [user] = (await emulator.state()).users
      const path = `/me/organization_invitations/${user?.invitations[0]?.id}/accept`
      return answerOf(request(emulator, path, { method: "POST", token }))
    }
  },
  {
    when: "an organization has as many members as its plan allows",
    is: [403, "organization_membership_plan_quota_exceeded"],
    provoke: async (emulator) => {
      const { invitation, organizationId } = await invited(emulator, { maxMembershipsOfPlan: 1 })
      await emulator.addUser({ email: "bob@acme.com", memberships: [organizationId] })
      return refusalOf(invitation?.accept())
    }
  },
  {
    when: "an organization is full",
    is: [403, "organization_membership_quota_exceeded"],
    provoke: async (emulator) => {
      const { invitation, organizationId } = await invited(emulator, { maxAllowedMemberships: 1 })
      await emulator.addUser({ email: "bob@acme.com", memberships: [organizationId] })
      return refusalOf(invitation?.accept())
    }
  },
  {
    when: "the invited user is a member already",
    is: [400, "already_a_member_in_organization"],
    provoke: async (emulator) => {
      const { invitation, organizationId, userId } = await invited(emulator)
      await emulator.changeUser(userId, { memberships: [organizationId] })
      return refusalOf(invitation?.accept())
    }
  },
  {
    when: "someone has asked to join before",
    is: [400, "organization_suggestion_already_accepted"],
    provoke: async (emulator) => {
      const { id } = await emulator.addOrganization({ name: "Acme" })
      const clerk = await signedIn(emulator, FORCED, { suggestions: [id] })
      const { data } = await userOf(clerk).getOrganizationSuggestions()
      await data[0]?.accept()
      return refusalOf(data[0]?.accept())
    }
  },

  // Sessions
  {
    when: "nobody is signed in",
    is: [401, "signed_out"],
    provoke: (emulator) => answerOf(request(emulator, "/me"))
  },
  {
    when: "a session was revoked",
    is: [401, "authentication_invalid"],
    provoke: async (emulator) => {
      const session = sessionOf(await signedIn(emulator))
      await emulator.revokeSession(session.id)
      return refusalOf(session.getToken({ skipCache: true }))
    }
  },
  {
    when: "a session is not there",
    is: [404, "resource_not_found"],
    provoke: (emulator) => answerOf(request(emulator, "/client/sessions/sess_x/touch", { method: "POST" }))
  },
  {
    when: "a session is another user's",
    is: [401, "action_for_session_not_authorized"],
    provoke: async (emulator) => {
      const { id } = sessionOf(await signedIn(emulator))
      return answerOf(request(emulator, `/client/sessions/${id}/touch`, { method: "POST" }))
    }
  },
  {
    when: "a token's template is not there",
    is: [404, "resource_not_found"],
    provoke: async (emulator) =>
      refusalOf(sessionOf(await signedIn(emulator)).getToken({ template: "supabase" }))
  },
  {
    when: "a sensitive call needs a fresh proof",
    is: [403, "session_reverification_required"],
    provoke: async (emulator) => {
      const clerk = await signedIn(emulator, { ...APP, reverification: { force: true } })
      return refusalOf(userOf(clerk).createTOTP())
    }
  },
  {
    when: "a reverification is of a level that there is not",
    is: [422, "form_param_value_invalid", "level"],
    provoke: async (emulator) =>
      refusalOf(sessionOf(await signedIn(emulator)).startVerification({ level: "third_factor" as never }))
  },
  {
    when: "a reverification was not started",
    is: [400, "session_reverification_missing"],
    provoke: async (emulator) => refusalOf(provePassword(await signedIn(emulator)))
  },
  {
    when: "a reverification is over",
    is: [400, "invalid_action_for_session_reverification"],
    provoke: async (emulator) => {
      const clerk = await signedIn(emulator)
      await sessionOf(clerk).startVerification({ level: "first_factor" })
      await provePassword(clerk)
      return refusalOf(provePassword(clerk))
    }
  },

  // Transport
  {
    when: "nobody was given this token",
    is: [401, "dev_browser_unauthenticated"],
    provoke: (emulator) => answerOf(request(emulator, "/client", { token: "stale" }))
  },
  {
    when: "there are too many sign-ins",
    is: [429, "too_many_requests"],
    provoke: async (emulator) => {
      await emulator.changeSettings({ rateLimit: true })
      const signIn = await begin(emulator)
      for (let times = 0; times < 5; times += 1) await refusalOf(signIn.create({ identifier: EMAIL }))
      return refusalOf(signIn.create({ identifier: EMAIL }))
    }
  },
  {
    when: "an origin is not on the list",
    is: [400, "origin_invalid"],
    provoke: async (emulator) => {
      await emulator.changeSettings({ allowedOrigins: ["https://app.acme.com"] })
      return answerOf(request(emulator, "/client", { headers: { origin: "chrome-extension://abc" } }))
    }
  },
  {
    when: "an origin is not on the list of a production instance",
    is: [400, "origin_authorization_headers_conflict"],
    provoke: async () => {
      const emulator = await emulate({ instance: "production" })
      await emulator.changeSettings({ allowedOrigins: ["https://app.acme.com"] })
      const headers = { origin: "chrome-extension://abc", authorization: "Bearer x" }
      return answerOf(request(emulator, "/client", { headers }))
    }
  },
  {
    when: "an extension calls and the Native API is off",
    is: [400, "native_api_disabled"],
    provoke: async () => {
      const emulator = await emulate({ instance: "production" })
      const clerk = await signedIn(emulator)
      await emulator.changeSettings({ nativeApi: { enabled: false } })
      return refusalOf(sessionOf(clerk).touch())
    }
  },
  {
    when: "a page does not tell its origin",
    is: [400, "origin_missing"],
    provoke: (emulator) => answerOf(request(emulator, "/environment", { method: "PATCH" }))
  },
  {
    when: "an endpoint is not there",
    is: [404, "resource_not_found"],
    provoke: (emulator) => answerOf(request(emulator, "/me/billing/subscription"))
  },

  // Providers
  ...(
    [
      [400, "oauth_provider_not_enabled", "oauth_google", {}],
      [400, "oauth_unsupported_provider", "oauth_nonsense", {}],
      [
        400,
        "oauth_non_authenticatable_provider",
        "oauth_custom_acme",
        { custom: [{ key: "acme", name: "Acme ID", authenticatable: false }] }
      ]
    ] as const
  ).map(
    ([status, code, strategy, social]): Refusal => ({
      when: `nobody can sign in with ${strategy}`,
      is: [status, code],
      provoke: async (emulator) => {
        await emulator.changeSettings({ social: social as object, redirectUrls: [NATIVE] })
        const signIn = await begin(emulator)
        return refusalOf(signIn.create({ strategy: strategy as "oauth_google", redirectUrl: NATIVE }))
      }
    })
  ),
  ...(
    [
      [400, "resource_missmatch", NATIVE],
      [422, "invalid_redirect_url", "nowhere"],
      [422, "prohibited_redirect_url", "javascript:alert(1)"]
    ] as const
  ).map(
    ([status, code, redirectUrl]): Refusal => ({
      when: `a user would come back from a provider to ${redirectUrl}`,
      is: [status, code],
      provoke: async (emulator) => {
        await emulator.changeSettings({ social: { google: true } })
        return refusalOf((await begin(emulator)).create({ strategy: "oauth_google", redirectUrl }))
      }
    })
  ),
  ...(
    [
      ["they refuse", "oauth_access_denied", {}, { error: "access_denied" }],
      ["the provider fails", "misconfigured_oauth_provider", {}, { error: "server_error" }],
      ["they have no account", "external_account_not_found", {}, { email: EMAIL }],
      [
        "their address is of a company",
        "oauth_email_domain_reserved_by_saml",
        { enterpriseConnections: [CONNECTION] },
        { email: EMAIL }
      ]
    ] as const
  ).map(
    ([what, code, settings, choice]): Refusal => ({
      when: `a user comes back from a provider, and ${what}`,
      is: [200, code],
      provoke: async (emulator) => {
        await emulator.changeSettings({
          social: { google: true },
          redirectUrls: [NATIVE],
          ...(settings as object)
        })
        const { signIn } = await comeBack(await loadClerk(emulator), choice)
        return outcomeOf(signIn.firstFactorVerification)
      }
    })
  ),
  {
    when: "a provider's answer is not its own",
    is: [200, "oauth_token_exchange_error"],
    provoke: async (emulator) => {
      await emulator.changeSettings({ social: { google: true }, redirectUrls: [NATIVE] })
      const signIn = await begin(emulator)
      await signIn.create({ strategy: "oauth_google", redirectUrl: NATIVE })
      const { externalVerificationRedirectURL } = signIn.firstFactorVerification
      const callback = new URL(await answerProvider(externalVerificationRedirectURL, { email: EMAIL }))
      callback.searchParams.set("code", "made-up")
      await follow(callback)
      return outcomeOf((await signIn.reload()).firstFactorVerification)
    }
  },
  {
    when: "a provider answers with nothing",
    is: [400, "oauth_callback_invalid"],
    provoke: (emulator) => answerOf(request(emulator, "/oauth_callback"))
  },
  {
    when: "a provider answers to nobody",
    is: [403, "authorization_invalid"],
    provoke: (emulator) => answerOf(request(emulator, "/oauth_callback?state=x&code=y"))
  },
  {
    when: "there's nothing to transfer",
    is: [400, "account_transfer_invalid"],
    provoke: async (emulator) => refusalOf((await begin(emulator)).create({ transfer: true }))
  },
  ...(
    [
      ["of another domain", "saml_email_address_domain_mismatch", "saml_custom", "ada@globex.com"],
      ["of another domain", "enterprise_sso_email_address_domain_mismatch", "oauth_google", "ada@globex.com"],
      ["of an unknown user", "saml_jit_provisioning_disabled", "saml_custom", EMAIL]
    ] as const
  ).map(
    ([what, code, provider, email]): Refusal => ({
      when: `a company answers by ${provider} with an address ${what}`,
      is: [200, code],
      provoke: async (emulator) => {
        await emulator.changeSettings({
          enterpriseConnections: [{ ...CONNECTION, provider, jitProvisioning: false }],
          redirectUrls: [NATIVE]
        })
        const { signIn } = await comeBackFromCompany(await loadClerk(emulator), EMAIL, { email })
        return outcomeOf(signIn.firstFactorVerification)
      }
    })
  ),
  {
    when: "a sign-in by a company has an address of none",
    is: [422, "enterprise_sso_sign_in_connection_missing"],
    provoke: async (emulator) => {
      await emulator.changeSettings({ redirectUrls: [NATIVE] })
      const attempt = { strategy: "enterprise_sso", identifier: EMAIL, redirectUrl: NATIVE } as const
      return refusalOf((await begin(emulator)).create(attempt))
    }
  },
  {
    when: "a sign-up by a company has an address of none",
    is: [422, "enterprise_sso_sign_up_connection_missing"],
    provoke: async (emulator) => {
      const body = { strategy: "enterprise_sso", email_address: EMAIL, redirect_url: emulator.url }
      return answerOf(request(emulator, "/client/sign_ups", { method: "POST", body }))
    }
  },
  {
    when: "it isn't said which of a company's connections is meant",
    is: [422, "enterprise_connection_id_is_required_with_multiple_connections"],
    provoke: (emulator) => chooseConnection(emulator)
  },
  {
    when: "a company has no such connection",
    is: [404, "saml_connection_active_not_found"],
    provoke: (emulator) => chooseConnection(emulator, "ec_nonsense")
  },
  {
    when: "a user of a company signs in by a username",
    is: [422, "sign_in_must_use_enterprise_connection_identifier"],
    provoke: async (emulator) => {
      await emulator.changeSettings({ enterpriseConnections: [CONNECTION], signIn: { username: true } })
      await emulator.addUser({
        email: EMAIL,
        username: "ada",
        enterpriseAccounts: [{ connection: CONNECTION.id }]
      })
      return refusalOf((await begin(emulator)).create({ identifier: "ada" }))
    }
  },
  {
    when: "an address of a company is to be verified by a code",
    is: [422, "saml_email_address_domain_reserved"],
    provoke: async (emulator) => {
      await emulator.changeSettings({ enterpriseConnections: [CONNECTION] })
      const attempt = await signUp(await loadClerk(emulator), { emailAddress: EMAIL })
      return refusalOf(attempt.prepareEmailAddressVerification())
    }
  },

  // Errors that no rule of the emulator causes can be ordered.
  ...(
    [
      [400, "client_not_found"],
      [400, "dev_monthly_email_limit_exceeded"],
      [400, "dev_monthly_sms_limit_exceeded"],
      [400, "device_blocked"],
      [400, "enterprise_sso_hosted_domain_mismatch"],
      [400, "enterprise_sso_user_attribute_missing"],
      [400, "identification_claimed"],
      [400, "oauth_config_missing"],
      [400, "oauth_fetch_user_error"],
      [400, "oauth_identification_claimed"],
      [400, "oauth_shared_credentials_not_supported"],
      [400, "redirect_uri_mismatch"],
      [400, "request_header_missing"],
      [400, "saml_response_relaystate_missing"],
      [400, "saml_user_attribute_missing"],
      [400, "sign_in_identification_or_user_deleted"],
      [400, "sms_send_error"],
      [401, "deprovisioned"],
      [401, "requires_captcha"],
      [401, "saml_response_invalid"],
      [403, "org_creation_limit_exceeded"],
      [403, "organization_membership_quota_exceeded_for_sso"],
      [403, "organization_quota_exceeded"],
      [403, "organization_slugs_disabled"],
      [403, "user_quota_exceeded"],
      [410, "sign_up_outdated_verification"],
      [422, "account_lockout_warning"],
      [422, "form_param_exceeds_allowed_size"],
      [422, "invalid_totp_secret_code"],
      [422, "missing_expired_token"],
      [422, "password_reset_required"],
      [422, "password_too_long_needs_reset"],
      [422, "saml_connection_not_found"],
      [429, "signup_rate_limit_exceeded"]
    ] as const
  ).map(
    ([status, code]): Refusal => ({
      when: `it is ordered: ${code}`,
      is: [status, code],
      provoke: async (emulator) => {
        const body = { errors: [{ code, message: "Ordered.", long_message: "Ordered." }] }
        await emulator.setFaults([{ match: { path: "/v1/*", method: "POST" }, status, body }])
        return answerOf(request(emulator, "/client/sign_ups", { method: "POST" }))
      }
    })
  ),
  ...(
    [
      [429, "too_many_requests"],
      [500, "internal_clerk_error"],
      [503, "maintenance_mode"]
    ] as const
  ).map(
    ([status, code]): Refusal => ({
      when: `its status is ordered: ${status}`,
      is: [status, code],
      provoke: async (emulator) => {
        const signIn = await begin(emulator)
        await emulator.setFaults([{ match: { path: "/v1/*", method: "POST" }, status }])
        return refusalOf(signIn.create({ identifier: EMAIL }))
      }
    })
  )
]

/** A sign-in that is about to begin; with an account for it, if there should be one. */
async function begin(emulator: TestEmulator, user?: object) {
  if (user) await emulator.addUser({ email: EMAIL, password: PASSWORD, ...user })
  return clientOf(await loadClerk(emulator)).signIn
}

/** The result of a provider's answer: it's read with the attempt. */
const outcomeOf = ({ error }: { error: { code: string } | null }): Answer => ({
  status: 200,
  code: error?.code
})

/** Sends Ada to one of her company's two connections. */
async function chooseConnection(emulator: TestEmulator, enterpriseConnectionId?: string) {
  await emulator.changeSettings({
    enterpriseConnections: [CONNECTION, { ...CONNECTION, id: "ec_other" }],
    redirectUrls: [NATIVE]
  })
  const signIn = await begin(emulator)
  await signIn.create({ identifier: EMAIL })
  return refusalOf(
    signIn.prepareFirstFactor({
      strategy: "enterprise_sso",
      redirectUrl: NATIVE,
      actionCompleteRedirectUrl: NATIVE,
      ...(enterpriseConnectionId && { enterpriseConnectionId })
    })
  )
}

/** Ada, and an authenticator with her passkey. */
async function withPasskey(emulator: TestEmulator, { hasPasskey = true } = {}) {
  await emulator.changeSettings({ passkeys: { enabled: true } })
  const { id } = await emulator.addUser({ email: EMAIL, password: PASSWORD })
  const authenticator = createAuthenticator("http://localhost:3000")
  if (hasPasskey) authenticator.add(await emulator.addPasskey(id))
  const stored: { token?: string } = {}
  const clerk = await loadClerk(emulator, stored)
  plugIn(clerk, authenticator)
  const { signIn } = clientOf(clerk)
  return { clerk, authenticator, userId: id, signIn, token: () => stored.token }
}

async function signedInWithPasskey(emulator: TestEmulator) {
  const ada = await withPasskey(emulator)
  const { createdSessionId } = await ada.signIn.authenticateWithPasskey({ flow: "discoverable" })
  await ada.clerk.setActive({ session: createdSessionId, navigate: () => {} })
  return ada
}

/** A sign-in that waits for the code 424242. */
async function coded(emulator: TestEmulator) {
  await emulator.addUser({ email: TEST_EMAIL })
  const stored: { token?: string } = {}
  const clerk = await loadClerk(emulator, stored)
  const attempt = await clientOf(clerk).signIn.create({ identifier: TEST_EMAIL })
  await attempt.prepareFirstFactor(attempt.supportedFirstFactors?.[0] as never)
  const enter = (code: string) => attempt.attemptFirstFactor({ strategy: "email_code", code })
  return { clerk, attempt, enter, id: attempt.id, token: stored.token }
}

const signUp = (clerk: Clerk, fields: { emailAddress: string; password?: string }) =>
  clientOf(clerk).signUp.create(fields)

async function signedIn(emulator: TestEmulator, settings: object = {}, user: object = {}) {
  await emulator.changeSettings(settings)
  await emulator.addUser({ email: EMAIL, password: PASSWORD, ...user })
  const clerk = await loadClerk(emulator)
  await signIn(clerk, EMAIL)
  return clerk
}

const addPhone = (clerk: Clerk, phoneNumber: string) => userOf(clerk).createPhoneNumber({ phoneNumber })

const provePassword = (clerk: Clerk) =>
  sessionOf(clerk).attemptFirstFactorVerification({ strategy: "password", password: PASSWORD })

async function invited(emulator: TestEmulator, organizations: object = {}) {
  const { id } = await emulator.addOrganization({ name: "Acme" })
  await emulator.changeSettings({ organizations: { ...FORCED.organizations, ...organizations } })
  const user = await emulator.addUser({ email: EMAIL, password: PASSWORD, invitations: [id] })
  const clerk = await loadClerk(emulator)
  await signIn(clerk, EMAIL)
  const { data } = await userOf(clerk).getOrganizationInvitations()
  return { invitation: data[0], organizationId: id as string, userId: user.id as string }
}

async function answerOf(answer: ReturnType<typeof request>): Promise<Answer> {
  const { status, json } = await answer
  const [error] = json().errors
  return { status, code: error.code, param: error.meta?.param_name }
}
