import type { Clerk } from "@clerk/clerk-js/no-rhc"
import { expect } from "vitest"
import { proofOf } from "../../../emulator/model/protect-check"
import { createAuthenticator, plugIn } from "../../support/software-authenticator"
import { totpCode } from "../../support/totp-code"
import {
  CONNECTION,
  comeBack,
  comeBackFromCompany,
  comeBackUp,
  goThrough,
  NATIVE,
  reload
} from "../provider-steps"
import {
  choose,
  clientOf,
  emulate,
  given,
  loadClerk,
  PASSWORD,
  request,
  sessionOf,
  signIn,
  type TestEmulator,
  taskKeys,
  userOf
} from "../support"

/** Ada from the seeds, whose codes are 424242. */
const ADA = "ada+clerk_test@example.com"
const BOB = "bob+clerk_test@example.com"
const PHONE = "+12015550123"
const CODE = "424242"
const BETTER = "tin-whistle-under-9-stars"
const MFA = { authenticatorApp: true, phoneCode: true, backupCode: true }
const PNG = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64"
)

type Flow = (emulator: TestEmulator) => Promise<void>

/** What the extension does, and what its users may do elsewhere in the meantime. */
export const flows: Record<string, Flow> = {
  "the server of a web app asks who its visitor is": async (emulator) => {
    const shakeHands = (query: string) =>
      request(emulator, `/client/handshake?${query}`, { redirect: "manual" })

    expect((await shakeHands("redirect_url=http://localhost:3000&format=nonce")).status).toBe(307)
    expect((await shakeHands("format=nonce")).status).toBe(400)
    expect((await shakeHands("redirect_url=https://evil.example")).status).toBe(422)
  },

  "every task is completed, and the session is signed out": async (emulator) => {
    const clerk = await signedIn(emulator, { seed: "pending-every-task" })

    await userOf(clerk).updatePassword({ newPassword: BETTER, signOutOfOtherSessions: true })
    const { secret } = await userOf(clerk).createTOTP()
    await userOf(clerk).verifyTOTP({ code: totpCode(secret) })
    const { data } = await userOf(clerk).getOrganizationMemberships({ pageSize: 10 })
    await choose(clerk, data[0]?.organization.id ?? "")
    await sessionOf(clerk).getToken({ skipCache: true })
    await sessionOf(clerk).reload()
    await userOf(clerk).reload()
    expect(sessionOf(clerk).status).toBe("active")

    await sessionOf(clerk).remove()
    await clientOf(clerk).reload()
    expect(clientOf(clerk).sessions).toEqual([])
  },

  "a new device is verified by a code, and by a link": async (emulator) => {
    await emulator.changeSettings({
      deviceTrust: { enabled: true, strategies: ["email_code", "phone_code", "email_link"] },
      emailLink: { requireSameClient: false }
    })
    await emulator.addUser({ email: ADA, password: PASSWORD, phone: PHONE })

    for (const strategy of ["email_code", "phone_code"] as const) {
      const { signIn } = clientOf(await loadClerk(emulator))
      await signIn.create({ identifier: ADA, password: PASSWORD })
      expect(signIn.status).toBe("needs_client_trust")
      await signIn.prepareSecondFactor({ strategy })
      await signIn.attemptSecondFactor({ strategy, code: CODE })
      expect(signIn.status).toBe("complete")
    }

    const { signIn } = clientOf(await loadClerk(emulator))
    await signIn.create({ identifier: ADA, password: PASSWORD })
    const factor = signIn.supportedSecondFactors?.find(({ strategy }) => strategy === "email_link")
    await signIn.prepareSecondFactor({ ...factor, redirectUrl: "https://app.example.com/" } as never)
    const [message] = await emulator.inbox(ADA)
    await fetch(given(message?.link), { redirect: "manual" })
    await signIn.reload()
    expect(signIn.status).toBe("complete")
  },

  "a user has other ways in, too": async (emulator) => {
    await emulator.addUser({
      email: ADA,
      password: PASSWORD,
      username: "ada",
      externalAccounts: ["google"],
      enterpriseAccounts: [{}],
      passkeys: ["Laptop"],
      web3Wallets: ["0x1"]
    })
    const clerk = await loadClerk(emulator)
    await signIn(clerk, ADA)
    const { username, externalAccounts, enterpriseAccounts, passkeys, web3Wallets } = userOf(clerk)

    expect(username).toBe("ada")
    expect([externalAccounts, enterpriseAccounts, passkeys, web3Wallets].map(({ length }) => length)).toEqual(
      [1, 1, 1, 1]
    )
    await emulator.changeSettings({ mfa: { required: true }, tasks: { told: false } })
    await sessionOf(clerk).reload()
    expect(sessionOf(clerk)).toMatchObject({ status: "pending", tasks: null })
  },

  "a passkey is registered, signs in, proves who one is, and is removed": async (emulator) => {
    await emulator.changeSettings({ passkeys: { enabled: true }, reverification: { enabled: true } })
    await emulator.addUser({ email: ADA, password: PASSWORD })
    const clerk = await loadClerk(emulator)
    plugIn(clerk, createAuthenticator("http://localhost:3000"))
    await signIn(clerk, ADA)

    await userOf(clerk).createPasskey()
    await given(userOf(clerk).passkeys[0]).update({ name: "Laptop" })
    await given(userOf(clerk).passkeys[0]).reload()
    await sessionOf(clerk).startVerification({ level: "first_factor" })
    const proved = await sessionOf(clerk).verifyWithPasskey()
    await clientOf(clerk).removeSessions()
    await clientOf(clerk).signIn.create({ identifier: ADA })
    await clientOf(clerk).signIn.authenticateWithPasskey()
    await clientOf(clerk).removeSessions()
    const done = await clientOf(clerk).signIn.authenticateWithPasskey({ flow: "discoverable" })
    await clerk.setActive({ session: done.createdSessionId, navigate: () => {} })
    await given(userOf(clerk).passkeys[0]).delete()

    expect([proved.status, done.status]).toEqual(["complete", "complete"])
    expect(userOf(clerk).passkeys).toEqual([])
  },

  "a passkey stands in for the second factor, at sign-in and for a sensitive change": async (emulator) => {
    await emulator.changeSettings({ passkeys: { enabled: true }, mfa: { authenticatorApp: true } })
    const { id } = await emulator.addUser({ email: ADA, password: PASSWORD, totp: true })
    const clerk = await loadClerk(emulator)
    const authenticator = createAuthenticator("http://localhost:3000")
    authenticator.add(await emulator.addPasskey(id))
    plugIn(clerk, authenticator)

    await clientOf(clerk).signIn.create({ identifier: ADA, password: PASSWORD })
    const done = await clientOf(clerk).signIn.authenticateWithPasskey()
    await clerk.setActive({ session: done.createdSessionId, navigate: () => {} })
    await sessionOf(clerk).startVerification({ level: "second_factor" })
    const proved = await sessionOf(clerk).verifyWithPasskey({ level: "second_factor" })

    expect([done.status, proved.status]).toEqual(["complete", "complete"])
  },

  "an organization is created with a logo and chosen, changed, left alone": async (emulator) => {
    const clerk = await signedIn(emulator, { seed: "pending-choose-organization" })

    await userOf(clerk).getOrganizationCreationDefaults()
    const created = await clerk.createOrganization({ name: "Hooli", slug: "hooli" })
    await created.setLogo({ file: new Blob([PNG], { type: "image/png" }) })
    await choose(clerk, created.id)
    const organization = await clerk.getOrganization(created.id)
    await organization.update({ name: "Hooli XYZ" })
    await organization.setLogo({ file: null })
    await userOf(clerk).getOrganizationCreationDefaults()
    expect(sessionOf(clerk).status).toBe("active")

    await organization.destroy()
    const [other] = userOf(clerk).organizationMemberships
    await userOf(clerk).leaveOrganization(other?.organization.id ?? "")
  },

  "an invitation and a suggestion are accepted": async (emulator) => {
    const clerk = await signedIn(emulator, { seed: "pending-choose-organization" })

    const invitations = await userOf(clerk).getOrganizationInvitations({ status: "pending" })
    await invitations.data[0]?.accept()
    const suggestions = await userOf(clerk).getOrganizationSuggestions({ status: ["pending", "accepted"] })
    await suggestions.data[0]?.accept()

    expect(invitations.data[0]?.status).toBe("accepted")
    expect(suggestions.data[0]?.status).toBe("accepted")
  },

  "a phone number becomes the second factor, and goes again": async (emulator) => {
    const clerk = await signedIn(emulator, { seed: "pending-setup-mfa" })

    const phone = await userOf(clerk).createPhoneNumber({ phoneNumber: PHONE })
    await userOf(clerk).reload()
    await phone.prepareVerification()
    await phone.attemptVerification({ code: CODE })
    const { backupCodes } = await phone.setReservedForSecondFactor({ reserved: true })
    await phone.makeDefaultSecondFactor()
    await phone.reload()
    expect(backupCodes).toHaveLength(10)
    expect(sessionOf(clerk).status).toBe("active")

    await phone.destroy()
    expect(taskKeys(sessionOf(clerk))).toEqual(["setup-mfa"])
  },

  "an authenticator app is set up, and goes again": async (emulator) => {
    const clerk = await signedIn(emulator, { seed: "pending-setup-mfa" })

    const { secret } = await userOf(clerk).createTOTP()
    await userOf(clerk).verifyTOTP({ code: totpCode(secret) })
    await userOf(clerk).createBackupCode()
    await userOf(clerk).disableTOTP()

    expect(userOf(clerk).twoFactorEnabled).toBe(false)
  },

  "someone signs in by code, to their address or number": async (emulator) => {
    await emulator.changeSettings({ signIn: { phoneCode: true } })
    await emulator.addUser({ email: ADA, phone: PHONE })
    for (const [identifier, strategy] of [
      [ADA, "email_code"],
      [PHONE, "phone_code"]
    ] as const) {
      const clerk = await loadClerk(emulator)
      const attempt = await clientOf(clerk).signIn.create({ identifier })
      const factor = attempt.supportedFirstFactors?.find((candidate) => candidate.strategy === strategy)
      await attempt.prepareFirstFactor(factor as never)
      await attempt.reload()
      await attempt.attemptFirstFactor({ strategy, code: CODE })
      expect(attempt.status).toBe("complete")
    }
  },

  "a second factor is asked for: an app, a text message, a backup code": async (emulator) => {
    await emulator.changeSettings({ mfa: MFA })
    const user = { email: ADA, password: PASSWORD, totp: true, phone: PHONE, phoneSecondFactor: true }
    const { totpSecret, backupCodes } = await emulator.addUser(user)
    const begin = async () =>
      clientOf(await loadClerk(emulator)).signIn.create({ identifier: ADA, password: PASSWORD })

    const byApp = await begin()
    await byApp.attemptSecondFactor({ strategy: "totp", code: totpCode(totpSecret) })
    const byMessage = await begin()
    await byMessage.prepareSecondFactor({ strategy: "phone_code" })
    await byMessage.attemptSecondFactor({ strategy: "phone_code", code: CODE })
    const byBackupCode = await begin()
    await byBackupCode.attemptSecondFactor({ strategy: "backup_code", code: given(backupCodes?.[0]) })

    expect([byApp.status, byMessage.status, byBackupCode.status]).toEqual(Array(3).fill("complete"))
  },

  "a forgotten password is replaced": async (emulator) => {
    await emulator.addUser({ email: ADA, password: PASSWORD })
    const clerk = await loadClerk(emulator)

    const strategy = "reset_password_email_code"
    const attempt = await clientOf(clerk).signIn.create({ identifier: ADA, strategy })
    await attempt.attemptFirstFactor({ strategy, code: CODE })
    await attempt.resetPassword({ password: BETTER, signOutOfOtherSessions: true })

    expect(attempt.status).toBe("complete")
  },

  "Clerk Protect has a sign-in and a sign-up checked": async (emulator) => {
    await emulator.changeSettings({ protect: { signIn: "check", signUp: "check" } })
    const attempts = clientOf(await loadClerk(emulator))
    const signUp = await attempts.signUp.create({ emailAddress: ADA, password: PASSWORD })
    await signUp.submitProtectCheck({ proofToken: proofOf(given(signUp.protectCheck).token) })
    await signUp.prepareEmailAddressVerification()
    await signUp.attemptEmailAddressVerification({ code: CODE })
    expect(signUp.status).toBe("complete")

    const attempt = await clientOf(await loadClerk(emulator)).signIn.create({ identifier: ADA })
    await attempt.submitProtectCheck({ proofToken: proofOf(given(attempt.protectCheck).token) })
    await attempt.reload()
    expect(attempt.status).toBe("needs_first_factor")
  },

  "a sign-in and a sign-up do not tell who has an account": async (emulator) => {
    await emulator.changeSettings({ enumerationProtection: "strict" })
    await emulator.addUser({ email: ADA, password: PASSWORD })
    const attempts = clientOf(await loadClerk(emulator))
    const attempt = await attempts.signIn.create({ identifier: BOB })
    const byCode = attempt.supportedFirstFactors?.find(({ strategy }) => strategy === "email_code")
    await attempt.prepareFirstFactor(byCode as never)
    const signUp = await attempts.signUp.create({ emailAddress: ADA, password: PASSWORD })
    await signUp.prepareEmailAddressVerification()
    expect(signUp.verifications.emailAddress.status).toBe("unverified")
  },

  "an instance declares all that it has, and asks for consent": async (emulator) => {
    await emulator.changeSettings({
      signUp: { legalConsent: true },
      legal: { termsUrl: "https://acme.com/terms", privacyPolicyUrl: "https://acme.com/privacy" },
      social: { google: true },
      captcha: { widgetType: "invisible", heartbeat: true },
      enumerationProtection: "bulk"
    })
    const clerk = await loadClerk(emulator)
    const signUp = await clientOf(clerk).signUp.create({
      emailAddress: BOB,
      password: PASSWORD,
      legalAccepted: true
    })
    expect(signUp.missingFields).toEqual([])
  },

  "someone signs up, step by step": async (emulator) => {
    const clerk = await loadClerk(emulator)

    const signUp = await clientOf(clerk).signUp.create({ emailAddress: BOB })
    await signUp.update({ password: PASSWORD, firstName: "Bob" })
    await signUp.prepareEmailAddressVerification({ strategy: "email_code" })
    await signUp.reload()
    await signUp.attemptEmailAddressVerification({ code: CODE })
    await clerk.setActive({ session: signUp.createdSessionId })

    expect(sessionOf(clerk).status).toBe("active")
  },

  "someone signs up with everything that there is, and signs in by username": async (emulator) => {
    await emulator.changeSettings({
      signIn: { username: true, phoneCode: true },
      signUp: { phoneNumber: "required", username: "required", legalConsent: true }
    })
    const { signUp } = clientOf(await loadClerk(emulator))

    await signUp.create({ phoneNumber: PHONE, username: "bob_by" })
    await signUp.preparePhoneNumberVerification()
    await signUp.attemptPhoneNumberVerification({ code: CODE })
    await signUp.update({ emailAddress: BOB, password: PASSWORD, legalAccepted: true })
    await signUp.prepareEmailAddressVerification()
    await signUp.attemptEmailAddressVerification({ code: CODE })
    expect(signUp.status).toBe("complete")

    const { signIn } = clientOf(await loadClerk(emulator))
    await signIn.create({ identifier: "bob_by", strategy: "reset_password_phone_code" })
    await signIn.attemptFirstFactor({ strategy: "reset_password_phone_code", code: CODE })
    await signIn.resetPassword({ password: BETTER })
    expect(signIn.status).toBe("complete")
  },

  "someone waits, is invited, and signs up by the ticket": async (emulator) => {
    await emulator.changeSettings({ signUp: { mode: "waitlist" } })
    const clerk = await loadClerk(emulator)
    await clerk.joinWaitlist({ emailAddress: BOB })
    const [entry] = await emulator.waitlist()
    const { ticket, url } = await emulator.inviteFromWaitlist(given(entry).id)
    await fetch(url, { redirect: "manual" })

    const { signUp } = clientOf(clerk)
    await signUp.create({ strategy: "ticket", ticket })
    await signUp.update({ password: PASSWORD })
    expect(signUp.status).toBe("complete")
  },

  "someone who was invited has an account, and signs in by the ticket": async (emulator) => {
    const { ticket } = await emulator.inviteToApp({ emailAddress: ADA })
    await emulator.addUser({ email: ADA, password: PASSWORD })
    const { signIn } = clientOf(await loadClerk(emulator))

    expect((await signIn.create({ strategy: "ticket", ticket })).status).toBe("complete")
  },

  "a sign-in becomes a sign-up": async (emulator) => {
    const clerk = await loadClerk(emulator)
    const attempt = await clientOf(clerk).signIn.create({ identifier: BOB, signUpIfMissing: true })
    const factor = attempt.supportedFirstFactors?.find(({ strategy }) => strategy === "email_code")
    await attempt.prepareFirstFactor(factor as never)
    await attempt.attemptFirstFactor({ strategy: "email_code", code: CODE }).catch(() => {})
    expect(clientOf(clerk).signIn.firstFactorVerification.status).toBe("transferable")

    const signUp = await clientOf(clerk).signUp.create({ transfer: true })
    await signUp.update({ password: PASSWORD })
    expect(signUp.status).toBe("complete")
  },

  "someone proves again who they are, by one factor and by both": async (emulator) => {
    await emulator.changeSettings({ mfa: MFA, reverification: { enabled: true } })
    const user = { email: ADA, password: PASSWORD, totp: true, phone: PHONE, phoneSecondFactor: true }
    const { totpSecret } = await emulator.addUser(user)
    const clerk = await loadClerk(emulator)
    const attempt = await clientOf(clerk).signIn.create({ identifier: ADA, password: PASSWORD })
    await attempt.attemptSecondFactor({ strategy: "totp", code: totpCode(totpSecret) })
    await clerk.setActive({ session: attempt.createdSessionId, navigate: () => {} })
    const session = sessionOf(clerk)
    const emailAddressId = userOf(clerk).emailAddresses[0]?.id ?? ""

    await session.startVerification({ level: "first_factor" })
    await session.attemptFirstFactorVerification({ strategy: "password", password: PASSWORD })
    await session.startVerification({ level: "multi_factor" })
    await session.prepareFirstFactorVerification({ strategy: "email_code", emailAddressId })
    await session.attemptFirstFactorVerification({ strategy: "email_code", code: CODE })
    await session.prepareSecondFactorVerification({
      strategy: "phone_code",
      phoneNumberId: userOf(clerk).phoneNumbers[0]?.id ?? ""
    })
    const done = await session.attemptSecondFactorVerification({ strategy: "phone_code", code: CODE })

    expect(done.status).toBe("complete")
  },

  "two users share a client, and sign out one after the other": async (emulator) => {
    await emulator.changeSettings({ session: { multiSession: true }, signIn: { emailCode: false } })
    await emulator.addUser({ email: ADA, password: PASSWORD })
    await emulator.addUser({ email: BOB, password: PASSWORD, passwordCompromised: true })
    const clerk = await loadClerk(emulator)

    const first = await signIn(clerk, ADA)
    const second = await signIn(clerk, BOB)
    await clerk.setActive({ session: first.id, navigate: () => {} })
    await sessionOf(clerk).getToken({ skipCache: true })
    await first.end()
    await clientOf(clerk).removeSessions()
    await clientOf(clerk).destroy()

    expect(taskKeys(second)).toEqual(["reset-password"])
    expect((await emulator.state()).clients).toEqual([])
  },

  "a new user signs in with Google, and gets an account": async (emulator) => {
    await emulator.changeSettings({ social: { google: true }, redirectUrls: [NATIVE] })
    const clerk = await loadClerk(emulator)
    await comeBack(clerk, { error: "access_denied" })
    const { signIn } = await comeBack(clerk, { email: BOB })
    expect(signIn.firstFactorVerification.status).toBe("transferable")
    await clientOf(clerk).reload()
    const { createdSessionId } = await clientOf(clerk).signUp.create({ transfer: true })
    await clerk.setActive({ session: createdSessionId, navigate: () => {} })
    await userOf(clerk).reload()

    expect(userOf(clerk).externalAccounts).toHaveLength(1)
    await clientOf(clerk).removeSessions()
    expect((await comeBack(clerk, { email: BOB })).signIn.status).toBe("complete")
  },

  "a user with an account signs up with Google, and has to prove the address": async (emulator) => {
    await emulator.changeSettings({ social: { google: true }, redirectUrls: [NATIVE] })
    await emulator.addUser({ email: ADA, emailVerified: false })
    const clerk = await loadClerk(emulator)
    await comeBackUp(clerk, { email: BOB }, { emailAddress: "bob@home.com" })
    const { signUp } = await comeBackUp(clerk, { email: ADA })
    expect(signUp.verifications.externalAccount.status).toBe("transferable")
    const signIn = await clientOf(clerk).signIn.create({ transfer: true })
    await signIn.prepareFirstFactor(signIn.supportedFirstFactors?.[0] as never)
    await signIn.attemptFirstFactor({ strategy: "email_code", code: CODE })

    expect(signIn.status).toBe("complete")
  },

  "people of a company sign in and up there, and prove that it's still them": async (emulator) => {
    await emulator.changeSettings({
      enterpriseConnections: [{ ...CONNECTION, domain: "example.com" }],
      redirectUrls: [NATIVE],
      reverification: { enabled: true }
    })
    await emulator.addUser({ email: ADA, password: PASSWORD })
    const clerk = await loadClerk(emulator)
    const { signIn } = await comeBackFromCompany(clerk, ADA, { email: ADA })
    await clerk.setActive({ session: signIn.createdSessionId, navigate: () => {} })
    await userOf(clerk).reload()
    await emulator.moveClock(3600)
    const { supportedFirstFactors } = await sessionOf(clerk).startVerification({ level: "first_factor" })
    const { firstFactorVerification } = await sessionOf(clerk).prepareFirstFactorVerification({
      ...supportedFirstFactors?.[0],
      redirectUrl: NATIVE
    } as never)
    await goThrough(firstFactorVerification.externalVerificationRedirectURL, { email: ADA })
    await sessionOf(clerk).reload()
    expect(sessionOf(clerk).factorVerificationAge).toEqual([0, -1])

    await clientOf(clerk).removeSessions()
    const { signUp } = clientOf(clerk)
    await signUp.create({ emailAddress: BOB })
    await signUp.update({ strategy: "enterprise_sso", redirectUrl: NATIVE } as never)
    const back = await goThrough(signUp.verifications.externalAccount.externalVerificationRedirectURL, {
      email: BOB
    })
    await reload(signUp, back)
    expect(signUp.status).toBe("complete")
  },

  "someone looks after their account": async (emulator) => {
    await emulator.addUser({ email: ADA, password: PASSWORD, phone: PHONE })
    const elsewhere = await request(emulator, "/client/sign_ins", {
      method: "POST",
      body: { identifier: ADA, password: PASSWORD }
    })
    const stored: { token?: string } = {}
    const clerk = await loadClerk(emulator, stored)
    await signIn(clerk, ADA)

    await userOf(clerk).update({ firstName: "Augusta" })
    await userOf(clerk).updateMetadata({ unsafeMetadata: { theme: "dark" } })
    const sessions = await userOf(clerk).getSessions()
    const other = elsewhere.json().response.created_session_id
    await sessions.find(({ id }) => id === other)?.revoke()
    await userOf(clerk).emailAddresses[0]?.reload()
    for (const list of ["/me/email_addresses", "/me/phone_numbers"]) {
      expect((await request(emulator, list, stored)).json()).toHaveLength(1)
    }
    await userOf(clerk).removePassword({ currentPassword: PASSWORD })
    await userOf(clerk).delete()

    expect((await emulator.state()).users).toEqual([])
  },

  "a page of a development instance starts, and a backend asks for keys": async (emulator) => {
    const { id } = (await request(emulator, "/dev_browser", { method: "POST" })).json()
    const answers = [
      await request(emulator, "/environment?_method=PATCH", {
        method: "POST",
        token: id,
        headers: { origin: "http://localhost:3000" }
      }),
      await request(emulator, "/client?_method=PUT", { method: "POST", token: id }),
      await request(emulator, "/health")
    ]
    const keys = await fetch(`${emulator.url}/.well-known/jwks.json`)

    expect([...answers, keys].map(({ status }) => status)).toEqual(Array(4).fill(200))
  },

  "the extension of a production instance signs in": async () => {
    const emulator = await emulate({ instance: "production" })
    await emulator.addUser({ email: ADA, password: PASSWORD })

    expect((await signIn(await loadClerk(emulator), ADA)).status).toBe("active")
  }
}

async function signedIn(emulator: TestEmulator, { seed }: { seed: string }): Promise<Clerk> {
  await emulator.reset(seed)
  const clerk = await loadClerk(emulator)
  await signIn(clerk, ADA)
  return clerk
}
