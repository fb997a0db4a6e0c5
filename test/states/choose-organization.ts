import type {
  InvitationRow,
  ListPage,
  MembershipRow,
  SuggestionRow
} from "../../src/session/organization-lists"
import type { PendingSession } from "../../src/session/snapshot"
import { PICTURE, user } from "../support/instance"
import { fill, press, publish, see } from "./acts"
import {
  active,
  activeWith,
  at,
  clerkDown,
  failure,
  pending,
  sessionOf,
  signedOut,
  tooOften,
  unavailable,
  wrong
} from "./data"
import { TEN_MEGABYTES } from "./language"
import { type Answers, answered, refused, type State } from "./state"

const page = (name: string, rest: Omit<State, "name" | "page">): State => ({
  name,
  page: "tabs/choose-organization",
  ...rest
})

const names = ["Acme", "Globex", "Initech", "Umbrella", "Hooli", "Stark Industries", "Wayne Enterprises"]

export function memberships(
  count: number,
  nameOf = (index: number) => names[index] ?? `Company ${index + 1}`
) {
  return listOf(
    count,
    (index): MembershipRow => ({
      organizationId: `org_${index}`,
      name: nameOf(index),
      slug: `company-${index}`,
      imageUrl: index % 2 ? PICTURE : null,
      roleName: index % 3 ? "Member" : "Admin"
    })
  )
}

export const invitations = (count: number) =>
  listOf(
    count,
    (index): InvitationRow => ({
      invitationId: `orginv_${index}`,
      name: `Northern ${index + 1}`,
      slug: index % 2 ? null : `northern-${index}`,
      imageUrl: null,
      roleName: "Member"
    })
  )

export const suggestions = (count: number, isRequested = false) =>
  listOf(
    count,
    (index): SuggestionRow => ({
      suggestionId: `orgsug_${index}`,
      name: `Southern ${index + 1}`,
      slug: `southern-${index}`,
      imageUrl: null,
      isRequested: isRequested && index === 0
    })
  )

function listOf<Row>(count: number, rowAt: (index: number) => Row): ListPage<Row> {
  return { rows: Array.from({ length: Math.min(count, 10) }, (_, index) => rowAt(index)), total: count }
}

/** The contents of the three lists. */
export const lists = (
  own: ListPage<MembershipRow>,
  invited: ListPage<InvitationRow> = invitations(0),
  suggested: ListPage<SuggestionRow> = suggestions(0)
) =>
  ({
    "list-memberships": answered(own),
    "list-invitations": answered(invited),
    "list-suggestions": answered(suggested)
  }) satisfies Answers

const choosing = pending(["choose-organization"], { taskCount: 3 })
const several = lists(memberships(2), invitations(1), suggestions(2))
const empty = lists(memberships(0))
const notCreating = pending(["choose-organization"], { user: user({ mayCreateOrganizations: false }) })
const withSlug: PendingSession = at({ organizations: { slug: true } }, choosing)
const withDefaults: PendingSession = at({ organizations: { slug: true, creationDefaults: true } }, choosing)
const opened = [press("createOrganization"), see("organizationName")]
const created = [...opened, fill("name", "Hooli"), press("create")]

export const chooseOrganizationStates: State[] = [
  page("choose-organization", { snapshot: choosing, answers: several, says: "yourOrganizations" }),
  page("choose-organization-step-of-several", {
    snapshot: pending(["choose-organization", "setup-mfa"], { taskCount: 3 }),
    answers: several,
    says: ["taskProgress", 2, 3]
  }),
  page("choose-organization-loading", {
    snapshot: choosing,
    answers: { ...several, "list-memberships": "waits" },
    says: "chooseOrganizationTitle",
    isLoading: true
  }),
  page("choose-organization-requested", {
    snapshot: choosing,
    answers: lists(memberships(1), invitations(0), suggestions(2, true)),
    says: "waitingForApproval"
  }),
  page("choose-organization-just-requested", {
    snapshot: choosing,
    answers: { ...several, "accept-suggestion": answered({ isRequested: true }) },
    acts: [press({ as: "Southern 1" })],
    says: "waitingForApproval"
  }),
  page("choose-organization-choosing", {
    snapshot: choosing,
    answers: { ...several, "choose-organization": "waits" },
    acts: [press({ as: "Acme" })],
    says: "chooseOrganizationTitle"
  }),
  page("choose-organization-refused", {
    snapshot: choosing,
    answers: { ...several, "choose-organization": refused(failure("not-allowed", "errorNotAMember")) },
    acts: [press({ as: "Acme" })],
    says: "errorNotAMember"
  }),
  page("choose-organization-no-longer-offered", {
    snapshot: choosing,
    answers: {
      ...several,
      "list-invitations": [answered(invitations(1)), answered(invitations(0))],
      "accept-invitation": refused(failure("expired", "errorNoLongerOffered"))
    },
    acts: [press({ as: "Northern 1" })],
    says: "errorNoLongerOffered"
  }),
  page("choose-organization-request-failed", {
    snapshot: choosing,
    answers: { ...several, "accept-suggestion": refused(clerkDown) },
    acts: [press({ as: "Southern 2" })],
    says: "errorClerkDown"
  }),
  page("choose-organization-list-failed", {
    snapshot: choosing,
    answers: { ...several, "list-invitations": refused(tooOften), "list-suggestions": refused(tooOften) },
    says: { as: tooOften.message }
  }),
  page("choose-organization-paged", {
    snapshot: choosing,
    answers: lists(memberships(22), invitations(12), suggestions(12)),
    says: ["pageRange", 1, 10, 22]
  }),
  page("choose-organization-next-page", {
    snapshot: choosing,
    answers: lists(memberships(0), invitations(0), suggestions(22)),
    acts: [press("next")],
    says: ["pageRange", 11, 20, 22]
  }),
  page("choose-organization-next-page-failed", {
    snapshot: choosing,
    answers: { ...several, "list-memberships": [answered(memberships(22)), refused(clerkDown)] },
    acts: [press("next")],
    says: "errorClerkDown"
  }),
  page("choose-organization-unavailable", {
    snapshot: unavailable("offline", { lastKnown: choosing }),
    answers: several,
    says: "unavailableOfflineTitle"
  }),
  page("choose-organization-unavailable-and-refused", {
    snapshot: unavailable("rate-limited", { lastKnown: choosing, retryAt: Date.now() + 300_000 }),
    answers: { ...several, "choose-organization": refused(clerkDown) },
    acts: [press({ as: "Globex" })],
    says: "errorClerkDown"
  }),
  page("choose-organization-nothing", {
    snapshot: notCreating,
    answers: empty,
    says: "nothingToChooseForward"
  }),
  page("choose-organization-exclusive", {
    snapshot: pending(["choose-organization"], { exclusiveOrganizationId: "org_0" }),
    answers: { "activate-exclusive-organization": "waits" },
    says: "chooseOrganizationTitle",
    isLoading: true
  }),
  page("choose-organization-exclusive-failed", {
    snapshot: pending(["choose-organization"], { exclusiveOrganizationId: "org_gone" }),
    answers: {
      ...several,
      "activate-exclusive-organization": refused(failure("not-allowed", "errorExclusiveMembership"))
    },
    says: "errorExclusiveMembership"
  }),

  page("create-organization", { snapshot: withSlug, answers: several, acts: opened, says: "slugHint" }),
  page("create-organization-first", { snapshot: choosing, answers: empty, says: "createFirstOrganization" }),
  page("create-organization-proposed", {
    snapshot: withDefaults,
    answers: {
      ...empty,
      "get-creation-defaults": answered({
        name: "Northwind Traders",
        slug: "northwind-traders",
        logo: PICTURE,
        existing: { name: "Northwind", domain: "northwind.example" }
      })
    },
    says: ["organizationExists", "Northwind", "northwind.example"]
  }),
  page("create-organization-proposal-awaited", {
    snapshot: withDefaults,
    answers: { ...empty, "get-creation-defaults": "waits" },
    says: "chooseOrganizationTitle",
    isLoading: true
  }),
  page("create-organization-without-proposal", {
    snapshot: withDefaults,
    answers: { ...empty, "get-creation-defaults": refused(clerkDown) },
    says: "slugHint"
  }),
  page("create-organization-creating", {
    snapshot: choosing,
    answers: { ...several, "create-organization": "waits" },
    acts: created,
    says: "createOrganization"
  }),
  page("create-organization-slug-invalid", {
    snapshot: withSlug,
    answers: several,
    acts: [...opened, fill("name", "Hooli"), fill("slug", "Hoo li"), press("create")],
    says: "slugInvalid"
  }),
  page("create-organization-refused", {
    snapshot: withSlug,
    answers: {
      ...several,
      "create-organization": refused({
        ...wrong("slug", "slugInvalid", { message: "This slug is taken. Try another." }),
        others: [{ field: "name", message: "The name can't contain links or HTML." }]
      })
    },
    acts: created,
    says: { as: "This slug is taken. Try another." }
  }),
  page("create-organization-failed", {
    snapshot: choosing,
    answers: { ...several, "create-organization": refused(failure("not-allowed", "errorMayNotCreate")) },
    acts: created,
    says: "errorMayNotCreate"
  }),
  page("create-organization-logo", {
    snapshot: choosing,
    answers: several,
    acts: [...opened, { attach: "logo", type: "image/png", bytes: 8 }],
    says: "removeLogo"
  }),
  page("create-organization-logo-wrong-type", {
    snapshot: choosing,
    answers: several,
    acts: [...opened, { attach: "logo", type: "image/svg+xml", bytes: 8 }],
    says: "logoWrongType"
  }),
  page("create-organization-logo-too-large", {
    snapshot: choosing,
    answers: several,
    acts: [...opened, { attach: "logo", type: "image/png", bytes: 10 * 1024 * 1024 + 1 }],
    says: ["logoTooLarge", TEN_MEGABYTES]
  }),
  page("create-organization-shortfalls", {
    snapshot: choosing,
    answers: { ...several, "create-organization": answered({ logoFailed: true, isTwice: true }) },
    acts: created,
    says: "createOrganizationTwice"
  }),

  page("task-page-signed-out", { snapshot: signedOut(), says: "signedOutReason" }),
  page("task-page-sign-in-not-opened", {
    snapshot: signedOut(),
    acts: [press("openSignIn")],
    says: "clickToolbarIcon"
  }),
  page("task-page-done", {
    snapshot: choosing,
    answers: several,
    acts: [see({ as: "Acme" }), publish(active())],
    says: "doneTitle"
  }),
  page("task-page-done-stays", {
    snapshot: choosing,
    answers: several,
    acts: [see({ as: "Acme" }), publish(active())],
    says: "doneStay"
  }),
  page("task-page-nothing-to-do", {
    snapshot: activeWith([sessionOf("Grace Hopper", "grace@northwind.example")]),
    says: "nothingToDoReason"
  }),
  page("task-page-account-not-left", {
    snapshot: active(),
    answers: { "sign-out": refused(failure("clerk-down", "errorStillSignedIn")) },
    acts: [press("useAnotherAccount")],
    says: "errorStillSignedIn"
  }),
  page("task-page-loading", {
    snapshot: { status: "loading" },
    answers: { "sync-session": "waits" },
    says: "loading",
    isLoading: true
  }),
  page("task-page-unavailable", {
    snapshot: unavailable("misconfigured", { advice: "The instance's Native API is off." }),
    says: "unavailableMisconfiguredTitle"
  }),
  page("task-page-unsaved", {
    snapshot: { ...choosing, isUnsaved: true },
    answers: several,
    says: "unsavedTitle"
  }),
  page("task-page-failed", {
    snapshot: choosing,
    answers: several,
    failsAt: "chooseOrganizationReason",
    says: "pageFailedTitle"
  })
]
