import { fill, press, tick } from "./acts"
import { at, clerkDown, failure, signedOut, signUp, TRACE_ID, wrong } from "./data"
import { text } from "./language"
import { type Answers, done, refused, type State } from "./state"

const popup = (name: string, rest: Omit<State, "name" | "page">): State => ({ name, page: "popup", ...rest })
const opened = [press("createAccount")]

/** A sign-up form with these fields. */
const form = (
  name: string,
  fields: NonNullable<Parameters<typeof at>[0]["signUp"]>["fields"],
  rest: Omit<State, "name" | "page" | "snapshot">
) => popup(name, { snapshot: at({ signUp: { fields: fields ?? {} } }, signedOut()), ...rest })

const filled = [
  ...opened,
  fill("emailAddress", "grace@northwind.example"),
  fill("password", "short"),
  press("createAccount")
]
/** A sign-up that fails. */
const refusedSignUp = (name: string, answer: NonNullable<Answers["sign-up"]>, says: State["says"]) =>
  popup(name, { snapshot: signedOut(), answers: { "sign-up": answer }, acts: filled, says })

const everything = {
  firstName: "optional",
  lastName: "optional",
  username: "required",
  emailAddress: "required",
  phoneNumber: "required",
  password: "required"
} as const

const terms = {
  termsUrl: "https://northwind.example/terms",
  privacyPolicyUrl: "https://northwind.example/privacy"
}

const emailCode = { strategy: "email_code", sentTo: "grace@northwind.example" } as const
const phoneCode = { strategy: "phone_code", sentTo: "+44 7400 123456" } as const
const verification = signUp("verification", { ...emailCode, isSent: true })

const restricted = at({ signUp: { mode: "restricted" } }, signedOut())
const waitlist = at({ signUp: { mode: "waitlist" } }, signedOut())
const joining = [
  press("joinWaitlist"),
  fill("emailAddress", "grace@northwind.example"),
  press("joinWaitlist")
]
const invited = (ticket: string) => [press("useInvitation"), fill("ticket", ticket), press("continue")]

export const signUpStates: State[] = [
  popup("sign-up", { snapshot: signedOut(), acts: opened, says: ["signUpTo", "Northwind"] }),
  popup("sign-up-sending", {
    snapshot: signedOut(),
    answers: { "sign-up": "waits" },
    acts: filled,
    says: ["signUpTo", "Northwind"]
  }),
  refusedSignUp(
    "sign-up-password-refused",
    refused(wrong("password", "errorPasswordCompromised")),
    "errorPasswordCompromised"
  ),
  refusedSignUp(
    "sign-up-email-taken",
    refused(wrong("emailAddress", "errorEmailTaken", { offer: "sign-in" })),
    "errorEmailTaken"
  ),
  refusedSignUp(
    "sign-up-needs-captcha",
    refused(failure("web-only", "errorCaptchaAtSignUp", { traceId: TRACE_ID })),
    ["openApplication", "Northwind"]
  ),
  refusedSignUp(
    "sign-up-by-invitation",
    refused(failure("not-allowed", "errorSignUpByInvitation", { offer: "invitation" })),
    "useInvitation"
  ),
  refusedSignUp(
    "sign-up-waitlisted",
    refused(failure("not-allowed", "errorSignUpWaitlist", { offer: "waitlist" })),
    "joinWaitlist"
  ),
  refusedSignUp(
    "sign-up-blocked",
    refused(
      failure("not-allowed", "errorBlocked", {
        title: "Blocked",
        link: { url: "https://northwind.example/help", text: "Contact Northwind" }
      })
    ),
    { as: "Contact Northwind" }
  ),
  form("sign-up-everything", everything, { acts: opened, says: "phoneNumberHint" }),
  form("sign-up-phone-number-understood", everything, {
    acts: [...opened, fill("phoneNumber", "+44 7400 123456")],
    says: ["phoneNumberIs", "+44 7400 123456"]
  }),
  form("sign-up-phone-number-unclear", everything, {
    acts: [
      ...opened,
      fill("username", "grace"),
      fill("emailAddress", "grace@northwind.example"),
      fill("phoneNumber", "12"),
      fill("password", "flow-matic"),
      press("createAccount")
    ],
    says: "phoneNumberUnclear"
  }),
  form(
    "sign-up-more",
    { username: "optional", phoneNumber: "optional", firstName: "required" },
    { acts: opened, says: "moreFields" }
  ),
  form(
    "sign-up-more-opened",
    { username: "optional", phoneNumber: "optional", lastName: "required" },
    { acts: [...opened, press("moreFields")], says: "username" }
  ),
  form(
    "sign-up-email-or-phone",
    { emailAddress: "optional", phoneNumber: "optional" },
    { acts: opened, says: "usePhoneInstead" }
  ),
  form(
    "sign-up-phone-instead",
    { emailAddress: "optional", phoneNumber: "optional" },
    { acts: [...opened, press("usePhoneInstead")], says: "useEmailInstead" }
  ),
  popup("sign-up-terms", {
    snapshot: at({ signUp: { legalConsent: terms } }, signedOut()),
    acts: opened,
    says: "agreeToTermsAndPrivacy"
  }),
  popup("sign-up-terms-refused", {
    snapshot: at({ signUp: { legalConsent: { ...terms, privacyPolicyUrl: null } } }, signedOut()),
    answers: { "sign-up": refused(wrong("legalAccepted", "errorLegalNotAccepted")) },
    acts: [
      ...opened,
      fill("emailAddress", "grace@northwind.example"),
      fill("password", "flow-matic"),
      tick("legalAccepted"),
      press("createAccount")
    ],
    says: "errorLegalNotAccepted"
  }),
  popup("sign-up-privacy", {
    snapshot: at({ signUp: { legalConsent: { ...terms, termsUrl: null } } }, signedOut()),
    acts: opened,
    says: "agreeToPrivacy"
  }),

  popup("sign-up-code", { snapshot: verification, says: "changeAddress" }),
  popup("sign-up-code-wrong", {
    snapshot: verification,
    answers: { "attempt-sign-up-code": refused(wrong("code", "errorCodeIncorrect")) },
    acts: [fill("code", "123456")],
    says: "errorCodeIncorrect"
  }),
  popup("sign-up-account-exists", {
    snapshot: verification,
    answers: {
      "attempt-sign-up-code": refused(failure("rejected", "errorEmailTaken", { offer: "sign-in" }))
    },
    acts: [fill("code", "123456")],
    says: "errorEmailTaken"
  }),
  popup("sign-up-new-code-sent", {
    snapshot: verification,
    answers: { "send-code": done },
    acts: [press("sendNewCode")],
    says: "newCodeSent"
  }),
  popup("sign-up-phone-code", {
    snapshot: signUp("verification", { ...phoneCode, isSent: true }),
    says: "changeNumber"
  }),
  popup("sign-up-email-unverified", {
    snapshot: signUp("verification", { ...emailCode, isSent: false }),
    says: "emailUnverifiedTitle"
  }),
  popup("sign-up-phone-unverified", {
    snapshot: signUp("verification", { ...phoneCode, isSent: false }),
    says: "phoneUnverifiedTitle"
  }),
  popup("sign-up-change-address", {
    snapshot: verification,
    acts: [press("changeAddress")],
    says: "changeAddressTitle"
  }),
  popup("sign-up-change-address-refused", {
    snapshot: verification,
    answers: { "update-sign-up": refused(wrong("emailAddress", "errorEmailMalformed")) },
    acts: [press("changeAddress"), fill("emailAddress", "grace@northwind"), press("sendCode")],
    says: "errorEmailMalformed"
  }),
  popup("sign-up-change-number", {
    snapshot: signUp("verification", { ...phoneCode, isSent: true, given: { phoneNumber: "+447400123456" } }),
    acts: [press("changeNumber")],
    says: "changeNumberTitle"
  }),
  popup("sign-up-missing-fields", {
    snapshot: at(
      { signUp: { fields: everything, legalConsent: terms } },
      signUp("missing-fields", {
        missing: ["firstName", "lastName", "username", "phoneNumber", "password", "legalAccepted"],
        mayUseSocial: false
      })
    ),
    says: "missingFieldsTitle"
  }),
  popup("sign-up-missing-fields-refused", {
    snapshot: signUp("missing-fields", { missing: ["username"], mayUseSocial: false }),
    answers: { "update-sign-up": refused(wrong("username", "errorUsernameTaken")) },
    acts: [fill("username", "grace"), press("continue")],
    says: "errorUsernameTaken"
  }),
  popup("sign-up-protect-check", {
    snapshot: signUp("protect-check", {}),
    says: ["signUpOnWebFirst", "Northwind"]
  }),
  popup("sign-up-unsupported", { snapshot: signUp("unsupported", {}), says: "signUpUnsupportedTitle" }),
  popup("sign-up-unsupported-sync-host", {
    build: "sync-host",
    snapshot: at({ homeUrl: "http://localhost/" }, signUp("unsupported", {})),
    says: ["signUpOnWeb", "localhost"]
  }),

  popup("sign-up-restricted", { snapshot: restricted, says: ["signUpRestricted", "Northwind"] }),
  popup("invitation", { snapshot: restricted, acts: [press("useInvitation")], says: "useInvitationTitle" }),
  popup("invitation-unclear", {
    snapshot: restricted,
    acts: invited("no ticket!"),
    says: "errorTicketInvalid"
  }),
  popup("invitation-used", {
    snapshot: restricted,
    answers: { "use-invitation": refused(wrong("ticket", "errorTicketUsed", { offer: "sign-in" })) },
    acts: invited("https://northwind.example/?__clerk_ticket=abc"),
    says: "errorTicketUsed"
  }),
  popup("invitation-failed", {
    snapshot: restricted,
    answers: { "use-invitation": refused(clerkDown) },
    acts: invited("https://northwind.example/?__clerk_ticket=abc"),
    says: "errorClerkDown"
  }),
  popup("waitlist-offered", { snapshot: waitlist, says: ["signUpWaitlist", "Northwind"] }),
  popup("waitlist", {
    snapshot: waitlist,
    acts: [press("joinWaitlist")],
    says: ["joinWaitlistFor", "Northwind"]
  }),
  popup("waitlist-refused", {
    snapshot: waitlist,
    answers: { "join-waitlist": refused(wrong("emailAddress", "errorEmailMalformed")) },
    acts: joining,
    says: "errorEmailMalformed"
  }),
  popup("waitlist-closed", {
    snapshot: waitlist,
    answers: { "join-waitlist": refused(failure("not-allowed", "errorWaitlistClosed")) },
    acts: joining,
    says: "errorWaitlistClosed"
  }),
  popup("waitlist-joined", {
    snapshot: waitlist,
    answers: { "join-waitlist": done },
    acts: joining,
    says: "waitlistJoinedTitle"
  }),
  popup("waitlisted", {
    snapshot: { ...waitlist, waitlistedAs: "grace@northwind.example" },
    says: ["waitlistedAs", "grace@northwind.example"]
  }),
  popup("sign-in-unknown-waitlist-offered", {
    snapshot: waitlist,
    answers: {
      "attempt-first-factor": refused(wrong("identifier", "errorIdentifierNotFound", { offer: "sign-up" }))
    },
    acts: [fill("identifier", "grace@northwind.example"), fill("password", "wrong"), press("signIn")],
    says: { as: text("errorIdentifierNotFound") }
  })
]
