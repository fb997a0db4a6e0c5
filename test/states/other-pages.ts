import { fill, press, see } from "./acts"
import { lists, memberships } from "./choose-organization"
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
  tooOften,
  unavailable,
  wrong
} from "./data"
import { text } from "./language"
import { answered, refused, type State } from "./state"

const rules = { requireLowercase: true, requireUppercase: true, requireNumbers: true, requireSpecial: true }
const strict = at({ password: { ...rules, minStrength: 2 } }, pending(["reset-password"]))

type Rest = Omit<State, "name" | "page">
const reset = (name: string, rest: Omit<Rest, "snapshot">, snapshot = strict): State => ({
  name,
  page: "tabs/reset-password",
  snapshot,
  ...rest
})
const other = (name: string, rest: Rest): State => ({ name, page: "tabs/other-task", ...rest })
const workspace = (name: string, rest: Rest): State => ({ name, page: "tabs/workspace", ...rest })

const good = "Gentle-meadow-12-cyclists"
const strength = (state: "fail" | "pass" | "excellent", ...suggestions: string[]) => ({
  "check-password": answered({ state, suggestions })
})
const saved = [fill("newPassword", good), fill("repeatedPassword", good), press("savePassword")]

export const resetPasswordStates: State[] = [
  reset("reset-password", { says: "resetPasswordReason" }),
  reset("reset-password-rules-alone", { says: ["passwordMinLength", 8] }, pending(["reset-password"])),
  reset("reset-password-too-weak", {
    answers: strength("fail", text("passwordAddWords")),
    acts: [fill("newPassword", "Passw0rd!")],
    says: "passwordTooWeak"
  }),
  reset("reset-password-good", {
    answers: strength("pass", text("passwordCouldBeStronger")),
    acts: [fill("newPassword", good)],
    says: "passwordGood"
  }),
  reset("reset-password-strong", {
    answers: strength("excellent"),
    acts: [fill("newPassword", good), press("showPassword")],
    says: "passwordStrong"
  }),
  reset("reset-password-too-long", {
    answers: { "check-password": refused(clerkDown) },
    acts: [fill("newPassword", good.repeat(4))],
    says: ["passwordMaxLength", 72]
  }),
  reset("reset-password-lacks-something", {
    answers: strength("fail"),
    acts: [
      fill("newPassword", "abc"),
      fill("repeatedPassword", "abd"),
      { leave: "repeatedPassword" },
      see("passwordsDiffer"),
      press("savePassword")
    ],
    says: "passwordRulesUnmet"
  }),
  reset("reset-password-saving", {
    answers: { ...strength("excellent"), "change-password": "waits" },
    acts: saved,
    says: "passwordStrong"
  }),
  reset("reset-password-compromised", {
    answers: {
      ...strength("pass"),
      "change-password": refused(wrong("newPassword", "errorPasswordCompromised"))
    },
    acts: saved,
    says: "errorPasswordCompromised"
  }),
  reset("reset-password-failed", {
    answers: { ...strength("pass"), "change-password": refused(tooOften) },
    acts: saved,
    says: { as: tooOften.message }
  }),
  reset("reset-password-reverification", {
    answers: {
      ...strength("pass"),
      "change-password": refused(failure("reverification-required", "errorReverificationRequired")),
      "start-reverification": answered({
        status: "needs-first-factor",
        factors: [{ level: "first", strategy: "password" }]
      })
    },
    acts: saved,
    says: "enterCurrentPassword"
  })
]

const unknown = pending(["verify-age"])

export const otherTaskStates: State[] = [
  other("other-task", { snapshot: unknown, says: ["otherTaskReason", "Northwind"] }),
  other("other-task-untold", { snapshot: pending([]), says: ["untoldTaskReason", "Northwind"] }),
  other("other-task-without-website", {
    snapshot: at({ homeUrl: null }, unknown),
    acts: [press("details")],
    says: { as: "verify-age" }
  }),
  other("other-task-not-checked", {
    snapshot: unknown,
    answers: { "sync-session": [answered(undefined), refused(clerkDown)] },
    acts: [press("checkAgain")],
    says: "errorClerkDown"
  })
]

const me = (organizationSlug: string | null, organizationRole: string | null) => ({
  status: 200,
  body: { userId: "user_ada", sessionStatus: "active", organizationSlug, organizationRole }
})
const several = { ...lists(memberships(3)), "get-token": answered("token") }
const acme = active({ organization: organization({ id: "org_0" }) })

export const workspaceStates: State[] = [
  workspace("workspace-signed-out", { snapshot: signedOut(), says: "signedOutReason" }),
  workspace("workspace", { snapshot: acme, answers: several, api: me("acme", "org:admin"), says: "current" }),
  workspace("workspace-personal-account", {
    snapshot: active({ organization: null }),
    answers: several,
    api: me(null, null),
    says: "none"
  }),
  workspace("workspace-without-organizations", {
    snapshot: at({ organizations: { enabled: false } }, active({ organization: null })),
    answers: several,
    api: me(null, null),
    says: "none"
  }),
  workspace("workspace-loading", {
    snapshot: acme,
    answers: { "get-token": "waits", "list-memberships": "waits" },
    says: "whoAmI",
    isLoading: true
  }),
  workspace("workspace-switching", {
    snapshot: acme,
    answers: { ...several, "choose-organization": "waits" },
    api: me("acme", "org:admin"),
    acts: [press({ as: "Globex" })],
    says: "current"
  }),
  workspace("workspace-not-switched", {
    snapshot: acme,
    answers: { ...several, "choose-organization": refused(failure("not-allowed", "errorNotAMember")) },
    api: me("acme", "org:admin"),
    acts: [press({ as: "Globex" })],
    says: "errorNotAMember"
  }),
  workspace("workspace-list-failed", {
    snapshot: acme,
    answers: { ...several, "list-memberships": refused(clerkDown) },
    api: { status: 403 },
    says: "errorApiRefused"
  }),
  workspace("workspace-signed-out-meanwhile", {
    snapshot: acme,
    answers: { ...several, "get-token": refused(failure("signed-out", "errorSignedOut")) },
    says: "errorSignedOut"
  }),
  workspace("workspace-unavailable", {
    snapshot: unavailable("clerk-down", { lastKnown: acme }),
    answers: several,
    api: "unreachable",
    says: "errorApiUnreachable"
  }),
  workspace("workspace-never-known", { snapshot: unavailable("offline"), says: "unavailableOfflineTitle" }),
  workspace("workspace-notices", {
    snapshot: { ...acme, isUnsaved: true, hasUnsavedBackupCodes: true },
    answers: several,
    api: me("acme", "org:admin"),
    says: "unsavedTitle"
  }),
  workspace("workspace-several-accounts", {
    snapshot: activeWith([sessionOf("Grace Hopper", "grace@northwind.example")]),
    answers: several,
    api: me("acme", "org:member"),
    says: "otherAccounts"
  }),
  workspace("workspace-account-changed", {
    build: "sync-host",
    snapshot: at(
      { homeUrl: "http://localhost/" },
      active({ accountChange: { formerUserId: "user_grace", returnTo: null } })
    ),
    answers: several,
    api: me("acme", "org:admin"),
    says: "dismiss"
  }),
  workspace("workspace-failed", {
    snapshot: acme,
    answers: several,
    failsAt: "workspaceReason",
    says: "pageFailedTitle"
  })
]
