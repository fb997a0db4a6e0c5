/** How many rows a page of a list holds. */
export const PAGE_SIZE = 10

/** One page of a list that Clerk keeps; `total` counts all of its rows. */
export type ListPage<Row> = { rows: Row[]; total: number }

type OrganizationRow = {
  name: string
  /** Sets apart organizations whose names look alike; `null` where Clerk names none. */
  slug: string | null
  imageUrl: string | null
}

/** An organization that the user belongs to. */
export type MembershipRow = OrganizationRow & { organizationId: string; roleName: string }

/** An organization that has invited the user. */
export type InvitationRow = OrganizationRow & { invitationId: string; roleName: string }

/** An organization that lets people of the user's email domain ask to join. */
export type SuggestionRow = OrganizationRow & { suggestionId: string; isRequested: boolean }

/** The suggestion after the request was sent: an administrator has to approve it. */
export type AcceptedSuggestion = { isRequested: boolean }

/** The logo that Clerk proposes. Pages do not say its address: the service worker fetches none but Clerk's. */
export const PROPOSED_LOGO = "proposed" as const

/** What Clerk proposes for a new organization, and what it warns of. */
export type CreationDefaults = {
  name: string
  slug: string
  /** The address of a picture. A page names it `PROPOSED_LOGO` to have it stored. */
  logo: string | null
  /** An organization for the same email domain exists already. */
  existing: { name: string; domain: string } | null
}

/** What came of creating an organization, apart from the organization. */
export type CreatedOrganization = {
  /** It has no logo: all else is done. */
  logoFailed: boolean
  /** A connection dropped, and Clerk has created a second one that the user may not delete. */
  isTwice: boolean
}
