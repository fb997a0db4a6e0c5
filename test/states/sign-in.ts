import { instance } from "../support/instance"
import { fill, press, see } from "./acts"
import {
  at,
  clerkDown,
  failure,
  offline,
  signedOut,
  signIn,
  TRACE_ID,
  toEmail,
  toOtherEmail,
  tooOften,
  toPhone,
  wrong
} from "./data"
import { text } from "./language"
import { type Answers, done, refused, type State } from "./state"

const popup = (name: string, rest: Omit<State, "name" | "page">): State => ({ name, page: "popup", ...rest })

const signInTo = ["signInTo", "Northwind"] as const satisfies State["says"]
const byPassword = [fill("identifier", "ada@northwind.example"), fill("password", "wrong"), press("signIn")]
/** A sign-in with a password that fails. */
const refusedPassword = (
  name: string,
  answer: NonNullable<Answers["attempt-first-factor"]>,
  says: State["says"]
) =>
  popup(name, { snapshot: signedOut(), answers: { "attempt-first-factor": answer }, acts: byPassword, says })
const byCode = [fill("identifier", "ada@northwind.example"), press("sendMeACodeInstead")]

const password = { strategy: "password" } as const
const passkey = { strategy: "passkey" } as const
const emailCode = { strategy: "email_code", sendTo: toEmail } as const
const phoneCode = { strategy: "phone_code", sendTo: toPhone } as const
const resetByEmail = { strategy: "reset_password_email_code", sendTo: toEmail } as const
const resetByPhone = { strategy: "reset_password_phone_code", sendTo: toPhone } as const
const all = [password, emailCode, phoneCode, passkey, resetByEmail, resetByPhone]

const totp = { strategy: "totp" } as const
const backupCode = { strategy: "backup_code" } as const
const emailLink = { strategy: "email_link", sendTo: toEmail } as const
const newDevice = { isNewDevice: true, isOutdated: false }
const known = { isNewDevice: false, isOutdated: false }

const rules = { requireLowercase: true, requireUppercase: true, requireNumbers: true, requireSpecial: true }
const newPassword = at({ password: rules }, signIn("new-password", {}))

export const signInStates: State[] = [
  popup("signed-out", { snapshot: signedOut(), says: signInTo }),
  popup("signed-out-last-used", {
    snapshot: { ...signedOut(), lastStrategy: "email_code" },
    says: "lastUsed"
  }),
  popup("sign-in-sending", {
    snapshot: signedOut(),
    answers: { "attempt-first-factor": "waits" },
    acts: byPassword,
    says: signInTo
  }),
  refusedPassword(
    "sign-in-password-wrong",
    refused(wrong("password", "errorPasswordIncorrect")),
    "errorPasswordIncorrect"
  ),
  refusedPassword(
    "sign-in-account-unknown",
    refused(wrong("identifier", "errorIdentifierNotFound", { offer: "sign-up" })),
    "errorIdentifierNotFound"
  ),
  refusedPassword("sign-in-too-often", refused(tooOften), { as: tooOften.message }),
  refusedPassword("sign-in-offline", refused(offline), "errorOffline"),
  refusedPassword("sign-in-clerk-down", refused(clerkDown), "errorClerkDown"),
  refusedPassword(
    "sign-in-interrupted",
    refused(failure("interrupted", "errorInterrupted")),
    "errorInterrupted"
  ),
  refusedPassword(
    "sign-in-banned",
    refused({
      code: "not-allowed",
      title: "Account closed",
      message: text("errorUserBanned"),
      link: { url: "https://northwind.example/help", text: null },
      traceId: TRACE_ID
    }),
    "getHelp"
  ),
  refusedPassword(
    "sign-in-several-problems",
    refused({
      ...wrong("identifier", "errorIdentifierMalformed"),
      others: [{ field: "password", message: text("errorInputEmpty") }, { message: text("errorNoPassword") }]
    }),
    "errorNoPassword"
  ),
  refusedPassword("sign-in-web-only", refused(failure("web-only", "errorCaptcha", { traceId: TRACE_ID })), [
    "openApplication",
    "Northwind"
  ]),
  popup("sign-in-password-shown", {
    snapshot: signedOut(),
    acts: [fill("password", "correct-horse"), press("showPassword")],
    says: "hide"
  }),
  popup("sign-in-no-code", {
    snapshot: signedOut(),
    answers: { "start-sign-in": refused(wrong("identifier", "errorNoCode")) },
    acts: byCode,
    says: "errorNoCode"
  }),
  popup("sign-in-no-reset", {
    snapshot: signedOut(),
    answers: { "start-sign-in": refused(failure("rejected", "errorNoReset")) },
    acts: [fill("identifier", "ada@northwind.example"), press("forgotPasswordLabel")],
    says: "errorNoReset"
  }),
  popup("sign-in-code-only", {
    snapshot: at({ signIn: { password: false } }, signedOut()),
    says: "sendMeACode"
  }),
  popup("sign-in-phone-code-only", {
    snapshot: at(
      { signIn: { password: false, codes: ["phone_code"], identifiers: ["phone_number"] } },
      signedOut()
    ),
    says: "textMeACode"
  }),
  popup("sign-in-prefers-code", {
    snapshot: at({ signIn: { prefersCode: true } }, signedOut()),
    says: "continue"
  }),
  popup("sign-in-username", {
    snapshot: at({ signIn: { identifiers: ["username"], codes: [] } }, signedOut()),
    says: "username"
  }),
  popup("sign-in-email-or-username", {
    snapshot: at({ signIn: { identifiers: ["email_address", "username"] } }, signedOut()),
    says: "emailOrUsername"
  }),
  popup("sign-in-email-or-phone", {
    snapshot: at(
      { signIn: { identifiers: ["email_address", "phone_number"], codes: ["email_code", "phone_code"] } },
      signedOut()
    ),
    says: "phoneNumberHintAtSignIn"
  }),
  popup("sign-in-username-or-phone", {
    snapshot: at(
      { signIn: { identifiers: ["username", "phone_number"], codes: ["phone_code"] } },
      signedOut()
    ),
    says: "textMeACodeInstead"
  }),
  popup("sign-in-any-identifier", {
    snapshot: at({ signIn: { identifiers: ["email_address", "username", "phone_number"] } }, signedOut()),
    says: "emailUsernameOrPhone"
  }),
  popup("sign-in-passkey", {
    snapshot: at({ signIn: { passkey: "button" } }, { ...signedOut(), lastStrategy: "passkey" }),
    says: "signInWithPasskey"
  }),
  popup("sign-in-passkey-not-used", {
    snapshot: at({ signIn: { passkey: "button" } }, signedOut()),
    answers: { "start-passkey": { ok: true, value: { challenge: "AAAA", rpId: "northwind.example" } } },
    acts: [press("signInWithPasskey")],
    says: "errorPasskeyNotUsed"
  }),
  popup("sign-in-passkey-asking", {
    snapshot: at({ signIn: { passkey: "button" } }, signedOut()),
    answers: { "start-passkey": "waits" },
    acts: [press("signInWithPasskey")],
    says: "signInWithPasskey"
  }),
  popup("sign-in-passkey-refused", {
    snapshot: at({ signIn: { passkey: "button" } }, signedOut()),
    answers: { "start-passkey": { ok: true, value: { challenge: "AAAA", rpId: "northwind.example" } } },
    passkey: "SecurityError",
    acts: [press("signInWithPasskey")],
    says: "errorPasskeyRefused"
  }),
  popup("sign-in-passkey-failed", {
    snapshot: at({ signIn: { passkey: "button" } }, signedOut()),
    answers: { "start-passkey": { ok: true, value: { challenge: "AAAA", rpId: "northwind.example" } } },
    passkey: "UnknownError",
    acts: [press("signInWithPasskey")],
    says: "errorPasskeyFailed"
  }),
  popup("sign-in-not-offered", {
    snapshot: at({ signIn: { identifiers: [], password: false, codes: [] } }, signedOut()),
    says: "signInNotOffered"
  }),
  popup("sign-in-not-offered-sync-host", {
    build: "sync-host",
    snapshot: at(
      { signIn: { identifiers: [], password: false, codes: [] }, homeUrl: "http://localhost/" },
      signedOut()
    ),
    says: ["signInOnWeb", "localhost"]
  }),
  popup("sign-in-others-by-code", {
    build: "without-sso",
    snapshot: at(
      {
        signIn: {
          social: [
            { strategy: "oauth_google", name: "Google" },
            { strategy: "oauth_github", name: "GitHub" },
            { strategy: "oauth_microsoft", name: "Microsoft" }
          ],
          others: ["enterprise_sso", "email_link", "web3_wallet"]
        }
      },
      signedOut()
    ),
    says: { as: text("byWallet") }
  }),
  popup("sign-in-others-by-password", {
    build: "without-sso",
    snapshot: at(
      { signIn: { codes: [], social: [{ strategy: "oauth_google", name: "Google" }] } },
      signedOut()
    ),
    says: ["othersByPassword", "Google"]
  }),
  popup("sign-in-others-not-here", {
    snapshot: at(
      {
        signIn: {
          password: false,
          codes: ["phone_code"],
          identifiers: ["phone_number"],
          others: ["web3_wallet"]
        }
      },
      signedOut()
    ),
    says: ["othersNotHere", text("byWallet")]
  }),
  popup("sync-host-signed-out", { build: "sync-host", snapshot: signedOut(), says: "sharedWithWeb" }),
  popup("sync-host-others", {
    build: "sync-host",
    snapshot: at({ signIn: { others: ["web3_wallet"] } }, signedOut()),
    says: ["othersOnWeb", text("byWallet")]
  }),

  popup("first-factor-password", {
    snapshot: signIn("first-factor", { factors: all, sent: null }),
    says: "forgotPasswordLabel"
  }),
  popup("first-factor-password-wrong", {
    snapshot: signIn("first-factor", { factors: all, sent: null }),
    answers: { "attempt-first-factor": refused(wrong("password", "errorLockoutWarning")) },
    acts: [fill("password", "wrong"), press("signIn")],
    says: "errorLockoutWarning"
  }),
  popup("first-factor-passkey", {
    snapshot: signIn("first-factor", { factors: [passkey, password], sent: null }),
    says: "useYourPassword"
  }),
  popup("first-factor-passkey-failed", {
    snapshot: signIn("first-factor", { factors: [passkey], sent: null }),
    answers: { "start-passkey": refused(failure("rejected", "errorNoPasskeys")) },
    acts: [press("usePasskey")],
    says: "errorNoPasskeys"
  }),
  popup("first-factor-passkey-unsupported", {
    snapshot: signIn("first-factor", { factors: [passkey], sent: null }),
    passkey: "unsupported",
    says: "passkeyUnsupported"
  }),
  popup("email-code", {
    snapshot: signIn("first-factor", { factors: all, sent: emailCode }),
    says: ["codeSentTo", toEmail.label]
  }),
  popup("email-code-checking", {
    snapshot: signIn("first-factor", { factors: all, sent: emailCode }),
    answers: { "attempt-first-factor": "waits" },
    acts: [fill("code", "123456")],
    says: ["codeSentTo", toEmail.label]
  }),
  popup("email-code-wrong", {
    snapshot: signIn("first-factor", { factors: all, sent: emailCode }),
    answers: { "attempt-first-factor": refused(wrong("code", "errorCodeIncorrect")) },
    acts: [fill("code", "123456")],
    says: "errorCodeIncorrect"
  }),
  popup("email-code-new-one-sent", {
    snapshot: signIn("first-factor", { factors: all, sent: emailCode }),
    answers: { "send-code": done },
    acts: [press("sendNewCode")],
    says: "newCodeSent"
  }),
  popup("email-code-too-early", {
    snapshot: signIn("first-factor", { factors: all, sent: emailCode }),
    answers: { "send-code": refused({ ...tooOften, message: text("errorCodeJustSent", text("inAMoment")) }) },
    acts: [press("sendNewCode")],
    says: ["errorCodeJustSent", text("inAMoment")]
  }),
  popup("email-code-unanswered", {
    snapshot: signIn("first-factor", { factors: all, sent: emailCode }),
    answers: { "send-code": refused(failure("timed-out", "errorTimedOut")) },
    acts: [press("sendNewCode")],
    says: "codeMayBeOnItsWay"
  }),
  popup("email-code-not-sent", {
    snapshot: signIn("first-factor", { factors: [emailCode], sent: null }),
    says: ["weWillSendCodeTo", toEmail.label]
  }),
  popup("email-code-could-not-be-sent", {
    snapshot: signIn("first-factor", { factors: [emailCode], sent: null }),
    answers: { "send-code": refused(clerkDown) },
    acts: [press("sendCode")],
    says: "errorClerkDown"
  }),
  popup("phone-code", {
    snapshot: signIn("first-factor", { factors: all, sent: phoneCode }),
    says: "phoneCodeTitle"
  }),
  popup("reset-code", {
    snapshot: signIn("first-factor", { factors: all, sent: resetByEmail }),
    says: "resetPasswordTitle"
  }),
  popup("reset-code-by-phone-expired", {
    snapshot: signIn("first-factor", { factors: all, sent: resetByPhone }),
    answers: { "attempt-first-factor": refused(wrong("code", "errorTooManyCodes", { code: "expired" })) },
    acts: [fill("code", "123456")],
    says: "errorTooManyCodes"
  }),

  popup("new-password", { snapshot: newPassword, says: "newPasswordTitle" }),
  popup("new-password-lacks-something", {
    snapshot: newPassword,
    acts: [
      fill("newPassword", "abc"),
      fill("repeatedPassword", "abd"),
      press("savePassword"),
      see("passwordsDiffer")
    ],
    says: "passwordRulesUnmet"
  }),
  popup("new-password-compromised", {
    snapshot: newPassword,
    answers: { "set-new-password": refused(wrong("newPassword", "errorPasswordCompromised")) },
    acts: [fill("newPassword", "Passw0rd!"), fill("repeatedPassword", "Passw0rd!"), press("savePassword")],
    says: "errorPasswordCompromised"
  }),
  popup("new-password-not-saved", {
    snapshot: newPassword,
    answers: { "set-new-password": refused(clerkDown) },
    acts: [fill("newPassword", "Passw0rd!"), fill("repeatedPassword", "Passw0rd!"), press("savePassword")],
    says: "errorClerkDown"
  }),

  popup("second-factor-app", {
    snapshot: signIn("second-factor", { secondFactors: [totp, phoneCode, backupCode], sent: null, ...known }),
    says: "enterAuthenticatorCode"
  }),
  popup("second-factor-app-wrong", {
    snapshot: signIn("second-factor", { secondFactors: [totp, phoneCode, backupCode], sent: null, ...known }),
    answers: { "attempt-second-factor": refused(wrong("code", "errorTotpCodeIncorrect")) },
    acts: [fill("code", "123456")],
    says: "errorTotpCodeIncorrect"
  }),
  popup("second-factor-phone", {
    snapshot: signIn("second-factor", { secondFactors: [phoneCode, totp], sent: null, ...known }),
    says: "secondFactorPhoneReason"
  }),
  popup("second-factor-phone-sent", {
    snapshot: signIn("second-factor", { secondFactors: [phoneCode, totp], sent: phoneCode, ...known }),
    says: ["codeSentTo", toPhone.label]
  }),
  popup("second-factor-phone-outdated", {
    snapshot: signIn("second-factor", {
      secondFactors: [phoneCode],
      sent: null,
      isNewDevice: false,
      isOutdated: true
    }),
    says: "errorCodeExpired"
  }),
  popup("second-factor-backup-code", {
    snapshot: signIn("second-factor", { secondFactors: [totp, backupCode], sent: null, ...known }),
    acts: [press("useBackupCode")],
    says: "enterBackupCode"
  }),
  popup("second-factor-backup-code-wrong", {
    snapshot: signIn("second-factor", { secondFactors: [backupCode], sent: null, ...known }),
    answers: { "attempt-second-factor": refused(wrong("code", "errorCodeIncorrect")) },
    acts: [fill("code", "abcd1234"), press("verify")],
    says: "errorCodeIncorrect"
  }),
  popup("second-factor-passkey", {
    snapshot: signIn("second-factor", { secondFactors: [passkey, totp], sent: null, ...known }),
    says: "passkeyReason"
  }),
  popup("new-device-email-code", {
    snapshot: signIn("second-factor", { secondFactors: [emailCode], sent: null, ...newDevice }),
    says: "secondFactorEmailReason"
  }),
  popup("new-device-several-addresses", {
    snapshot: signIn("second-factor", {
      secondFactors: [emailCode, { ...emailCode, sendTo: toOtherEmail }, emailLink],
      sent: emailCode,
      ...newDevice
    }),
    says: ["useEmailTo", toOtherEmail.label]
  }),
  popup("new-device-email-link", {
    snapshot: signIn("second-factor", { secondFactors: [emailLink, emailCode], sent: null, ...newDevice }),
    says: "secondFactorLinkReason"
  }),
  popup("new-device-several-email-links", {
    snapshot: signIn("second-factor", {
      secondFactors: [emailLink, { ...emailLink, sendTo: toOtherEmail }],
      sent: null,
      ...newDevice
    }),
    says: ["useEmailLinkTo", toOtherEmail.label]
  }),
  popup("new-device-email-link-outdated", {
    snapshot: signIn("second-factor", {
      secondFactors: [emailLink],
      sent: null,
      isNewDevice: true,
      isOutdated: true
    }),
    says: "errorLinkExpired"
  }),
  popup("new-device-email-link-sent", {
    snapshot: signIn("second-factor", {
      secondFactors: [emailLink, emailCode],
      sent: emailLink,
      ...newDevice
    }),
    says: "waitingForLink"
  }),
  popup("new-device-new-email-link-sent", {
    snapshot: signIn("second-factor", { secondFactors: [emailLink], sent: emailLink, ...newDevice }),
    answers: { "send-code": done },
    acts: [press("sendNewLink")],
    says: "newLinkSent"
  }),
  popup("new-device-email-link-unanswered", {
    snapshot: signIn("second-factor", { secondFactors: [emailLink], sent: emailLink, ...newDevice }),
    answers: { "send-code": refused(failure("interrupted", "errorInterrupted")) },
    acts: [press("sendNewLink")],
    says: "linkMayBeOnItsWay"
  }),

  popup("sign-in-protect-check", {
    snapshot: signIn("protect-check", {}),
    says: ["protectCheckSignIn", "Northwind"]
  }),
  popup("sign-in-protect-check-sync-host", {
    build: "sync-host",
    snapshot: at({ homeUrl: "http://localhost/" }, signIn("protect-check", {})),
    says: ["continueOn", "localhost"]
  }),
  popup("sign-in-unsupported", { snapshot: signIn("unsupported", {}), says: ["addWayOnWeb", "Northwind"] }),
  popup("sign-in-unsupported-without-website", {
    snapshot: at({ homeUrl: null }, signIn("unsupported", {})),
    says: "signInUnsupportedTitle"
  }),
  popup("start-over-failed", {
    snapshot: signIn("unsupported", {}),
    answers: { "cancel-attempt": refused(clerkDown) },
    acts: [press("startOver")],
    says: "signInUnsupportedTitle"
  }),
  {
    name: "panel-signed-out",
    page: "sidepanel",
    snapshot: signedOut({ instance: instance() }),
    says: signInTo
  }
]
