import { type InstanceSettings, SSO_FAILURE_CODES, type SsoFailure } from "../../src/session/snapshot"
import { instance } from "../support/instance"
import { fill, press } from "./acts"
import { active, at, clerkDown, failure, signedOut, signIn, signUp, TRACE_ID } from "./data"
import { text } from "./language"
import { done, refused, type State } from "./state"

const popup = (name: string, rest: Omit<State, "name" | "page">): State => ({ name, page: "popup", ...rest })

type Social = InstanceSettings["signIn"]["social"]
const google: Social = [{ strategy: "oauth_google", name: "Google" }]
const two: Social = [...google, { strategy: "oauth_microsoft", name: "Microsoft" }]
const many: Social = [
  ...two,
  { strategy: "oauth_github", name: "GitHub" },
  { strategy: "oauth_linkedin_oidc", name: "LinkedIn" },
  { strategy: "oauth_custom_harbor", name: "Harbor Logistics Identity" }
]
const withSocial = (social: Social) => at({ signIn: { social } }, signedOut())
const onlySocial = at(
  {
    signIn: { identifiers: [], password: false, codes: [], social: many },
    signUp: { fields: { emailAddress: "off", password: "off" } }
  },
  signedOut()
)

const ssoFailure = (change: Partial<SsoFailure> = {}): SsoFailure => ({
  id: "1",
  code: "rejected",
  message: text("errorSsoDenied"),
  traceId: null,
  offer: null,
  ...change
})
const failed = (change?: Partial<SsoFailure>) => ({ ...withSocial(google), ssoFailure: ssoFailure(change) })

const company = { strategy: "enterprise_sso", name: "Harbor Logistics", connectionId: "ent_1" } as const
const otherCompany = { strategy: "enterprise_sso", name: "Harbor Lab", connectionId: "ent_2" } as const
const byGoogle = { strategy: "oauth_google", name: "Google", connectionId: null } as const
const companies = at(
  { signIn: { others: ["enterprise_sso"] } },
  signIn("first-factor", { factors: [company, otherCompany, byGoogle, { strategy: "password" }], sent: null })
)
const leading = { provider: "Google", isFinishing: false }

export const ssoStates: State[] = [
  popup("sso-one-provider", { snapshot: withSocial(google), says: ["continueWith", "Google"] }),
  popup("sso-two-providers-last-used", {
    snapshot: { ...withSocial(two), lastStrategy: "oauth_microsoft" },
    says: "lastUsed"
  }),
  popup("sso-many-providers", {
    snapshot: { ...withSocial(many), lastStrategy: "oauth_github" },
    says: { as: "LinkedIn" }
  }),
  popup("sso-only", { snapshot: onlySocial, says: { as: "LinkedIn" } }),
  popup("sso-only-sign-up", {
    snapshot: onlySocial,
    acts: [press("createAccount")],
    says: ["signUpTo", "Northwind"]
  }),
  popup("sso-sign-up", {
    snapshot: withSocial(google),
    acts: [press("createAccount")],
    says: ["signUpTo", "Northwind"]
  }),
  popup("sso-starting", {
    snapshot: withSocial(many),
    answers: { "start-sso": "waits" },
    acts: [press(["continueWith", "GitHub"])],
    says: { as: "GitHub" }
  }),
  popup("sso-not-started", {
    snapshot: withSocial(google),
    answers: { "start-sso": refused(failure("misconfigured", "errorSsoSetup", { traceId: TRACE_ID })) },
    acts: [press(["continueWith", "Google"])],
    says: "errorSsoSetup"
  }),
  popup("sso-denied", { snapshot: failed(), says: "errorSsoDenied" }),
  popup("sso-no-account", {
    snapshot: failed({
      code: "not-allowed",
      message: text("errorSsoNoAccount"),
      offer: "sign-up",
      traceId: TRACE_ID
    }),
    says: "errorSsoNoAccount"
  }),
  popup("sso-account-exists", {
    snapshot: failed({ message: text("errorEmailTaken"), offer: "sign-in" }),
    says: "errorEmailTaken"
  }),
  popup("sso-waitlisted", {
    snapshot: failed({ code: "not-allowed", message: text("errorSignUpWaitlist"), offer: "waitlist" }),
    says: "joinWaitlist"
  }),
  popup("sso-by-invitation", {
    snapshot: failed({ code: "not-allowed", message: text("errorSignUpByInvitation"), offer: "invitation" }),
    says: "useInvitation"
  }),
  popup("sso-web-only", {
    snapshot: failed({ code: "web-only", message: text("errorCaptcha") }),
    says: ["openApplication", "Northwind"]
  }),
  ...SSO_FAILURE_CODES.filter((code) => !["rejected", "not-allowed", "web-only"].includes(code)).map((code) =>
    popup(`sso-${code}`, {
      snapshot: failed({ code, message: text("errorSsoUnanswered") }),
      says: "errorSsoUnanswered"
    })
  ),
  popup("sso-waiting", { snapshot: signIn("sso", leading), says: "ssoReason" }),
  popup("sso-finishing", {
    snapshot: signIn("sso", { ...leading, isFinishing: true }),
    says: ["ssoFinishing", "Google"]
  }),
  popup("sso-window-not-shown", {
    snapshot: signIn("sso", leading),
    answers: { "show-sso-window": refused(failure("expired", "errorSsoNoWindow")) },
    acts: [press("showWindow")],
    says: "errorSsoNoWindow"
  }),
  popup("sso-not-cancelled", {
    snapshot: signUp("sso", leading),
    answers: { "cancel-sso": refused(failure("expired", "errorSsoFinishing")) },
    acts: [press("cancel")],
    says: "errorSsoFinishing"
  }),
  popup("sso-sign-up-missing-fields", {
    snapshot: at(
      { signIn: { social: two }, signUp: { fields: { username: "required" } } },
      signUp("missing-fields", { missing: ["username"], mayUseSocial: true })
    ),
    says: "missingFieldsTitle"
  }),
  popup("sso-adding-an-account", {
    snapshot: active({
      instance: instance({ isMultiSession: true, signIn: { social: google } }),
      ssoFailure: ssoFailure()
    }),
    says: ["backTo", "Ada Lovelace"]
  }),
  popup("enterprise-sso-only", {
    snapshot: at(
      { signIn: { identifiers: [], password: false, codes: [], others: ["enterprise_sso"] } },
      signedOut()
    ),
    says: "continue"
  }),
  popup("enterprise-sso-companies", { snapshot: companies, says: ["continueWith", otherCompany.name] }),
  popup("enterprise-sso-not-started", {
    snapshot: companies,
    answers: { "start-sso": refused(clerkDown) },
    acts: [press(["continueWith", company.name])],
    says: "errorClerkDown"
  }),
  popup("enterprise-sso-sign-up", { snapshot: signUp("enterprise-sso", {}), says: "enterpriseSsoTitle" }),
  popup("enterprise-sso-sign-up-several", {
    snapshot: signUp("enterprise-sso", {}),
    answers: { "start-sso": refused(failure("rejected", "errorSsoSeveral", { offer: "sign-in" })) },
    acts: [press("continueWithCompany")],
    says: "errorSsoSeveral"
  }),
  popup("enterprise-sso-reserved", {
    snapshot: at({ signIn: { others: ["enterprise_sso"] } }, signedOut()),
    answers: { "attempt-first-factor": refused(failure("rejected", "errorSsoReserved")) },
    acts: [fill("identifier", "ada@harbor.example"), fill("password", "wrong"), press("signIn")],
    says: "errorSsoReserved"
  }),
  popup("sso-off", {
    build: "without-sso",
    snapshot: withSocial(google),
    answers: { "attempt-first-factor": refused(failure("not-allowed", "errorSsoOff")), "send-code": done },
    acts: [fill("identifier", "ada@northwind.example"), fill("password", "wrong"), press("signIn")],
    says: "errorSsoOff"
  })
]
