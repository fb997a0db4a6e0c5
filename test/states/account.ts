import type { SessionState } from "../../src/session/snapshot"
import { instance, PICTURE, user } from "../support/instance"
import { press } from "./acts"
import {
  active,
  activeWith,
  at,
  clerkDown,
  failure,
  organization,
  pending,
  sessionOf,
  signedOut,
  signIn,
  unavailable
} from "./data"
import { answered, refused, type State } from "./state"

const popup = (name: string, rest: Omit<State, "name" | "page">): State => ({ name, page: "popup", ...rest })
const panel = (name: string, rest: Omit<State, "name" | "page">): State => ({
  name,
  page: "sidepanel",
  ...rest
})

const grace = sessionOf("Grace Hopper", "grace@northwind.example", { hasImage: true, imageUrl: PICTURE })
const jonas = sessionOf("Jonas Berg", "jonas@harbor.example")
const several = activeWith([grace, jonas])
const signingInElse = {
  ...several,
  attempt: signIn("first-factor", { factors: [{ strategy: "password" }], sent: null }).attempt
}
const changed = { formerUserId: "user_grace", returnTo: "grace@northwind.example" }
const fromWebApp = { homeUrl: "http://localhost/" }
const me = {
  status: 200,
  body: {
    userId: "user_ada",
    sessionStatus: "active",
    organizationSlug: "acme",
    organizationRole: "org:admin"
  }
}
const withToken = { "get-token": answered("token") }

const pendingPopup = (name: string, task: string, says: State["says"]) =>
  popup(name, { snapshot: pending([task]), answers: { "open-task": { ok: true, value: undefined } }, says })

export const accountStates: State[] = [
  popup("loading", {
    snapshot: { status: "loading" },
    answers: { "sync-session": "waits" },
    says: "loading",
    isLoading: true
  }),
  popup("loading-failed", {
    snapshot: { status: "loading" },
    answers: { "sync-session": refused(failure("unexpected", "errorNoRoom")) },
    says: "errorNoRoom"
  }),
  popup("active", { snapshot: active(), says: "activeTitle" }),
  popup("active-personal-account", {
    snapshot: active({ organization: null, user: user({ fullName: null, firstName: null, lastName: null }) }),
    says: "personalAccount"
  }),
  popup("active-several-accounts", { snapshot: several, says: "signOutOfAll" }),
  popup("active-account-not-switched", {
    snapshot: several,
    answers: { "switch-session": refused(clerkDown) },
    acts: [press({ as: "Grace Hopper" })],
    says: "errorClerkDown"
  }),
  popup("active-adding-an-account", {
    snapshot: several,
    acts: [press("addAccount")],
    says: ["backTo", "Ada Lovelace"]
  }),
  popup("active-adding-an-account-by-password", {
    snapshot: signingInElse,
    says: ["backTo", "Ada Lovelace"]
  }),
  popup("active-sign-out-failed", {
    snapshot: several,
    answers: { "sign-out": refused(failure("clerk-down", "errorStillSignedIn")) },
    acts: [press("signOut")],
    says: "errorStillSignedIn"
  }),
  popup("active-signing-out-of-all", {
    snapshot: several,
    answers: { "sign-out": "waits" },
    acts: [press("signOutOfAll")],
    says: "signOutOfAll"
  }),
  popup("active-backup-codes-unsaved", {
    snapshot: active({ hasUnsavedBackupCodes: true }),
    says: "backupCodesUnsaved"
  }),
  popup("active-unsaved", { snapshot: active({ isUnsaved: true }), says: "unsavedTitle" }),
  popup("active-unsaved-again", {
    snapshot: active({ isUnsaved: true }),
    answers: { "sync-session": [answered(undefined), refused(clerkDown)] },
    acts: [press("tryAgain")],
    says: "errorClerkDown"
  }),
  popup("account-changed", {
    build: "sync-host",
    snapshot: at(fromWebApp, active({ accountChange: changed })),
    says: ["accountBefore", "grace@northwind.example", "localhost"]
  }),
  popup("account-changed-not-returned", {
    build: "sync-host",
    snapshot: at(fromWebApp, active({ accountChange: changed })),
    answers: { "return-to-account": refused(failure("expired", "errorAccountEnded")) },
    acts: [press(["goBackTo", "grace@northwind.example"])],
    says: "errorAccountEnded"
  }),
  popup("account-changed-with-both", {
    build: "sync-host",
    snapshot: {
      ...activeWith([grace]),
      accountChange: { formerUserId: grace.user.id, returnTo: null }
    },
    says: ["goBackTo", "grace@northwind.example"]
  }),
  popup("account-changed-to-nobody", {
    build: "sync-host",
    snapshot: at(fromWebApp, signedOut({ accountChange: { ...changed, returnTo: null } })),
    answers: { "dismiss-account-change": refused(clerkDown) },
    acts: [press("dismiss")],
    says: ["accountChangedToNobody", "localhost"]
  }),

  pendingPopup("pending-choose-organization", "choose-organization", "toolbarChooseOrganization"),
  pendingPopup("pending-reset-password", "reset-password", "toolbarResetPassword"),
  pendingPopup("pending-setup-mfa", "setup-mfa", "toolbarSetupMfa"),
  pendingPopup("pending-other-task", "verify-age", "toolbarOtherTask"),
  popup("pending-page-not-opened", {
    snapshot: pending(["setup-mfa"]),
    answers: {
      "open-task": [answered(undefined), refused(failure("session-changed", "errorSessionChanged"))]
    },
    acts: [press("continue")],
    says: "errorSessionChanged"
  }),
  popup("pending-offline", {
    snapshot: unavailable("offline", { lastKnown: pending(["setup-mfa"]) }),
    says: "unavailableOffline"
  }),

  panel("panel-pending", {
    snapshot: pending(["reset-password", "setup-mfa"]),
    answers: { "open-task": answered(undefined) },
    says: "toolbarResetPassword"
  }),
  panel("panel-active", { snapshot: active(), answers: withToken, api: me, says: { as: "org:admin" } }),
  panel("panel-active-asking", {
    snapshot: active(),
    answers: { "get-token": "waits" },
    isLoading: true,
    says: "whoAmI"
  }),
  panel("panel-active-refused", {
    snapshot: active(),
    answers: withToken,
    api: { status: 401 },
    says: "errorApiRefused"
  }),
  panel("panel-active-unavailable", {
    snapshot: unavailable("rate-limited", { lastKnown: several, retryAt: Date.now() + 300_000 }),
    answers: withToken,
    api: { status: 500 },
    says: "errorApiFailed"
  }),
  panel("panel-several-accounts", {
    snapshot: {
      ...several,
      organization: organization({ hasImage: false }),
      instance: instance({ isMultiSession: true })
    },
    answers: withToken,
    api: "unreachable",
    says: "errorApiUnreachable"
  }),
  popup("page-failed", { snapshot: active(), failsAt: "activeTitle", says: "pageFailedTitle" }),
  popup("page-failed-not-signed-out", {
    snapshot: active(),
    failsAt: "activeTitle",
    answers: { "sign-out": refused(clerkDown) },
    acts: [press("signOut")],
    says: "errorClerkDown"
  })
]

const reasons = [
  "offline",
  "clerk-down",
  "rate-limited",
  "misconfigured",
  "outdated-chrome",
  "unexpected"
] as const
const titles = {
  offline: "unavailableOfflineTitle",
  "clerk-down": "unavailableClerkDownTitle",
  "rate-limited": "unavailableRateLimitedTitle",
  misconfigured: "unavailableMisconfiguredTitle",
  "outdated-chrome": "unavailableOutdatedTitle",
  unexpected: "unavailableUnexpectedTitle"
} as const

const without = (
  reason: (typeof reasons)[number],
  lastKnown: Parameters<typeof unavailable>[1] = {}
): SessionState =>
  unavailable(reason, {
    advice: reason === "misconfigured" ? "Turn on the Native API of the Clerk instance." : null,
    retryAt: reason === "rate-limited" ? Date.now() + 300_000 : null,
    ...lastKnown
  })

export const unavailableStates: State[] = [
  ...reasons.map((reason) =>
    popup(`unavailable-${reason}`, { snapshot: without(reason), says: titles[reason] })
  ),
  ...reasons.map((reason) =>
    popup(`active-${reason}`, { snapshot: without(reason, { lastKnown: several }), says: titles[reason] })
  ),
  popup("signed-out-offline", {
    snapshot: without("offline", { lastKnown: signedOut() }),
    says: titles.offline
  }),
  popup("unavailable-details", {
    snapshot: without("clerk-down"),
    acts: [press("details")],
    says: "traceId"
  })
]
