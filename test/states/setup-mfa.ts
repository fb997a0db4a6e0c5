import type { PhoneNumberRow, Reverification, ReverificationFactor } from "../../src/session/task-forms"
import { fill, press, publish, see } from "./acts"
import { active, at, clerkDown, failure, pending, toEmail, tooOften, toPhone, wrong } from "./data"
import { type Answers, answered, done, refused, type State } from "./state"

const page = (name: string, rest: Omit<State, "name" | "page">): State => ({
  name,
  page: "tabs/setup-mfa",
  ...rest
})

const both = pending(["setup-mfa"])
const byApp = pending(["setup-mfa"], { mfaMethods: ["totp"] })
const byPhone = pending(["setup-mfa"], { mfaMethods: ["phone_code"] })

const secret = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
const enrolment = answered({ secret, uri: `otpauth://totp/Northwind:ada@northwind.example?secret=${secret}` })
const backupCodes = Array.from({ length: 10 }, (_, index) => `k7xq2m9${index}`)
const added = answered({ backupCodes })

const verified: PhoneNumberRow = { phoneNumberId: "idn_1", phoneNumber: "+447400123456", isVerified: true }
const unverified: PhoneNumberRow = { phoneNumberId: "idn_2", phoneNumber: "+12015550123", isVerified: false }
const numbers = { "list-phone-numbers": answered([verified, unverified]) } satisfies Answers
const noNumbers = { "list-phone-numbers": answered<PhoneNumberRow[]>([]) } satisfies Answers
const codeSent = {
  ...noNumbers,
  "add-phone-number": answered(unverified)
} satisfies Answers
const entered = [fill("phoneNumber", "+1 201 555 0123"), press("sendTextMessage")]
const unconfirmed = { ...active(), hasUnsavedBackupCodes: true }

export const setupMfaStates: State[] = [
  page("setup-mfa", { snapshot: both, says: "chooseMethod" }),
  page("setup-mfa-without-backup-codes", {
    snapshot: at({ hasBackupCodes: false }, both),
    says: "chooseMethod"
  }),
  page("setup-mfa-no-method", {
    snapshot: pending(["setup-mfa"], { mfaMethods: [] }),
    says: "backupCodesNotEnough"
  }),
  page("setup-mfa-app", {
    snapshot: both,
    answers: { "start-totp": enrolment },
    acts: [press("authenticatorApp")],
    says: "enterSetupKey"
  }),
  page("setup-mfa-app-only", {
    snapshot: byApp,
    answers: { "start-totp": enrolment },
    says: "enterSetupKey"
  }),
  page("setup-mfa-app-loading", {
    snapshot: byApp,
    answers: { "start-totp": "waits" },
    says: "authenticatorApp",
    isLoading: true
  }),
  page("setup-mfa-app-failed", {
    snapshot: byApp,
    answers: { "start-totp": refused(clerkDown) },
    says: "errorClerkDown"
  }),
  page("setup-mfa-app-key-copied", {
    snapshot: byApp,
    answers: { "start-totp": enrolment },
    acts: [see("enterSetupKey"), press("copySetupKey")],
    says: "copied"
  }),
  page("setup-mfa-app-key-not-copied", {
    snapshot: byApp,
    answers: { "start-totp": enrolment },
    isCopyRefused: true,
    acts: [see("enterSetupKey"), press("copySetupKey")],
    says: "notCopied"
  }),
  page("setup-mfa-app-wrong", {
    snapshot: byApp,
    answers: { "start-totp": enrolment, "verify-totp": refused(wrong("code", "errorTotpCodeIncorrect")) },
    acts: [fill("code", "123456")],
    says: "errorTotpCodeIncorrect"
  }),
  page("setup-mfa-app-checking", {
    snapshot: both,
    answers: { "start-totp": enrolment, "verify-totp": "waits" },
    acts: [press("authenticatorApp"), fill("code", "123456")],
    says: "enterSetupKey"
  }),
  page("setup-mfa-app-not-proved", {
    snapshot: byApp,
    answers: {
      "start-totp": refused(failure("reverification-required", "errorReverificationRequired")),
      "start-reverification": answered<Reverification>({
        status: "needs-first-factor",
        factors: [{ level: "first", strategy: "password" }]
      })
    },
    acts: [press("cancel")],
    says: "errorReverificationRequired"
  }),
  page("setup-mfa-backup-codes", {
    snapshot: byApp,
    answers: { "start-totp": enrolment, "verify-totp": added },
    acts: [fill("code", "123456")],
    says: "backupCodesReason"
  }),
  page("setup-mfa-backup-codes-not-confirmed", {
    snapshot: byApp,
    answers: { "start-totp": enrolment, "verify-totp": added, "confirm-backup-codes": refused(clerkDown) },
    acts: [fill("code", "123456"), press("savedBackupCodes")],
    says: "errorClerkDown"
  }),
  page("setup-mfa-phone", { snapshot: byPhone, answers: noNumbers, says: "addPhoneNumber" }),
  page("setup-mfa-phone-loading", {
    snapshot: byPhone,
    answers: { "list-phone-numbers": "waits" },
    says: "setupMfaTitle",
    isLoading: true
  }),
  page("setup-mfa-phone-list-failed", {
    snapshot: byPhone,
    answers: { "list-phone-numbers": refused(clerkDown) },
    says: "errorClerkDown"
  }),
  page("setup-mfa-phone-understood", {
    snapshot: both,
    answers: noNumbers,
    acts: [press("textMessage"), fill("phoneNumber", "+1 201 555 0123")],
    says: ["phoneNumberGoesTo", "+1 201 555 0123"]
  }),
  page("setup-mfa-phone-unclear", {
    snapshot: byPhone,
    answers: noNumbers,
    acts: [fill("phoneNumber", "12"), press("sendTextMessage")],
    says: "phoneNumberUnclear"
  }),
  page("setup-mfa-phone-refused", {
    snapshot: byPhone,
    answers: { ...noNumbers, "add-phone-number": refused(wrong("phoneNumber", "errorPhoneNumberOnlyWayIn")) },
    acts: entered,
    says: "errorPhoneNumberOnlyWayIn"
  }),
  page("setup-mfa-phone-failed", {
    snapshot: byPhone,
    answers: { ...noNumbers, "add-phone-number": refused(failure("not-allowed", "errorNoFurtherNumbers")) },
    acts: entered,
    says: "errorNoFurtherNumbers"
  }),
  page("setup-mfa-choose-number", {
    snapshot: both,
    answers: numbers,
    acts: [press("textMessage")],
    says: "choosePhoneNumber"
  }),
  page("setup-mfa-choose-number-refused", {
    snapshot: byPhone,
    answers: { ...numbers, "use-phone-number": refused(failure("expired", "errorPhoneNumberGone")) },
    acts: [press({ as: "+44 7400 123456" })],
    says: "errorPhoneNumberGone"
  }),
  page("setup-mfa-another-number", {
    snapshot: byPhone,
    answers: numbers,
    acts: [press("useAnotherNumber")],
    says: "addPhoneNumber"
  }),
  page("setup-mfa-phone-code", {
    snapshot: byPhone,
    answers: codeSent,
    acts: entered,
    says: "phoneCodeTitle"
  }),
  page("setup-mfa-phone-code-wrong", {
    snapshot: byPhone,
    answers: { ...codeSent, "verify-phone-number": refused(wrong("code", "errorCodeIncorrect")) },
    acts: [...entered, fill("code", "123456")],
    says: "errorCodeIncorrect"
  }),
  page("setup-mfa-phone-code-again", {
    snapshot: byPhone,
    answers: { ...numbers, "add-phone-number": answered(unverified), "send-phone-code": done },
    acts: [press({ as: "+1 201 555 0123" })],
    says: "phoneCodeTitle"
  }),
  page("setup-mfa-phone-code-not-sent-again", {
    snapshot: byPhone,
    answers: {
      "list-phone-numbers": answered([unverified]),
      "send-phone-code": refused(failure("timed-out", "errorTimedOut"))
    },
    step: `phone_code/${unverified.phoneNumberId}`,
    acts: [press("sendNewCode")],
    says: "codeMayBeOnItsWay"
  }),
  page("setup-mfa-new-codes-offered", { snapshot: unconfirmed, says: "haveBackupCodes" }),
  page("setup-mfa-new-codes-failed", {
    snapshot: unconfirmed,
    answers: { "create-backup-codes": refused(clerkDown) },
    acts: [press("newBackupCodes")],
    says: "errorClerkDown"
  }),
  page("setup-mfa-new-codes", {
    snapshot: unconfirmed,
    answers: { "create-backup-codes": answered({ backupCodes }) },
    acts: [press("newBackupCodes")],
    says: "backupCodesReason"
  }),
  page("setup-mfa-done", {
    snapshot: both,
    acts: [see("chooseMethod"), publish(active())],
    says: "doneTitle"
  })
]

const asked = failure("reverification-required", "errorReverificationRequired")
const needs = (...factors: ReverificationFactor[]) =>
  answered<Reverification>({
    status: factors.some(({ level }) => level === "second") ? "needs-second-factor" : "needs-first-factor",
    factors
  })

const password: ReverificationFactor = { level: "first", strategy: "password" }
const passkey: ReverificationFactor = { level: "first", strategy: "passkey" }
const byEmail: ReverificationFactor = { level: "first", strategy: "email_code", sendTo: toEmail }
const bySms: ReverificationFactor = { level: "second", strategy: "phone_code", sendTo: toPhone }
const totp: ReverificationFactor = { level: "second", strategy: "totp" }
const backup: ReverificationFactor = { level: "second", strategy: "backup_code" }

/** The dialog over a task's page. */
const dialog = (
  name: string,
  start: NonNullable<Answers["start-reverification"]>,
  rest: Pick<State, "says" | "acts" | "isLoading"> & { answers?: Answers }
) =>
  page(name, {
    snapshot: byApp,
    ...rest,
    answers: { "start-totp": refused(asked), "start-reverification": start, ...rest.answers }
  })

const code = [see("verify"), fill("code", "123456")]

export const reverificationStates: State[] = [
  dialog("reverification-loading", "waits", { says: "reverificationTitle", isLoading: true }),
  dialog("reverification-failed", refused(clerkDown), { says: "errorClerkDown", isLoading: true }),
  dialog("reverification-password", needs(password, byEmail, passkey), {
    says: "enterCurrentPassword",
    isLoading: true
  }),
  dialog("reverification-password-wrong", needs(password), {
    answers: { "attempt-reverification": refused(wrong("password", "errorPasswordIncorrect")) },
    acts: [fill("password", "wrong"), press("confirm")],
    says: "errorPasswordIncorrect",
    isLoading: true
  }),
  dialog("reverification-password-failed", needs(password), {
    answers: { "attempt-reverification": refused(clerkDown) },
    acts: [fill("password", "wrong"), press("confirm")],
    says: "errorClerkDown",
    isLoading: true
  }),
  dialog("reverification-email", needs(byEmail, password), {
    says: ["weSendCodeTo", toEmail.label],
    isLoading: true
  }),
  dialog("reverification-email-not-sent", needs(byEmail), {
    answers: { "send-reverification-code": refused(tooOften) },
    acts: [press("sendCode")],
    says: { as: tooOften.message },
    isLoading: true
  }),
  dialog("reverification-email-sent", needs(byEmail, password), {
    answers: { "send-reverification-code": done },
    acts: [press("sendCode")],
    says: ["codeSentTo", toEmail.label],
    isLoading: true
  }),
  dialog("reverification-phone-wrong", needs(bySms, totp, backup), {
    answers: {
      "send-reverification-code": done,
      "attempt-reverification": refused(wrong("code", "errorCodeIncorrect"))
    },
    acts: [press("sendCode"), ...code],
    says: "errorCodeIncorrect",
    isLoading: true
  }),
  dialog("reverification-app", needs(totp, bySms, backup), {
    says: "enterAuthenticatorCode",
    isLoading: true
  }),
  dialog("reverification-app-wrong", needs(totp), {
    answers: { "attempt-reverification": refused(wrong("code", "errorTotpCodeIncorrect")) },
    acts: code,
    says: "errorTotpCodeIncorrect",
    isLoading: true
  }),
  dialog("reverification-backup-code", needs(totp, backup), {
    acts: [press("useBackupCode")],
    says: "enterBackupCode",
    isLoading: true
  }),
  dialog("reverification-passkey", needs(passkey, password), { says: "passkeyReason", isLoading: true }),
  dialog("reverification-passkey-not-used", needs(passkey), {
    answers: { "start-passkey": { ok: true, value: { challenge: "AAAA", rpId: "northwind.example" } } },
    acts: [press("usePasskey")],
    says: "errorPasskeyNotUsed",
    isLoading: true
  }),
  dialog("reverification-not-offered", needs(), { says: "reverificationNotOffered", isLoading: true }),
  dialog("reverification-not-signed-out", needs(), {
    answers: { "sign-out": refused(clerkDown) },
    acts: [see("reverificationNotOffered"), press("signOut")],
    says: "reverificationNotOffered",
    isLoading: true
  })
]
