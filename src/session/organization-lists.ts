/** How many rows a page of a list holds. */
export const PAGE_SIZE = 10

/** One page of a list at Clerk; `total` counts all of its rows. */
export type ListPage<Row> = { rows: Row[]; total: number }

type OrganizationRow = {
  name: string
  /** Tells organizations with similar names apart; `null` if Clerk gives none. */
  slug: string | null
  imageUrl: string | null
}

/** An organization the user belongs to. */
export type MembershipRow = OrganizationRow & { organizationId: string; roleName: string }

/** An organization that has invited the user. */
export type InvitationRow = OrganizationRow & { invitationId: string; roleName: string }

/** An organization that lets people with the user's email domain ask to join. */
export type SuggestionRow = OrganizationRow & { suggestionId: string; isRequested: boolean }

/** The suggestion after the request was sent: an admin has to approve it. */
export type AcceptedSuggestion = { isRequested: boolean }

/** The logo that Clerk proposes. Pages don't send its address: the service worker fetches only the one from Clerk. */
export const PROPOSED_LOGO = "proposed" as const

/** Clerk's proposals for a new organization, and its warnings. */
export type CreationDefaults = {
  name: string
  slug: string
  /** The address of a picture. To have it stored, a page sends `PROPOSED_LOGO`. */
  logo: string | null
  /** An organization for the same email domain already exists. */
  existing: { name: string; domain: string } | null
}

/** The result of creating an organization, apart from the organization. */
export type CreatedOrganization = {
  /** It has no logo; everything else succeeded. */
  logoFailed: boolean
  /** A connection dropped, so Clerk has created a second organization, which the user may not delete. */
  isTwice: boolean
}
