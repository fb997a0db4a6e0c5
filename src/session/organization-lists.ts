/** How many rows a page of a list holds. */
export const PAGE_SIZE = 10

/** One page of a list that Clerk keeps; `total` counts all of its rows. */
export type ListPage<Row> = { rows: Row[]; total: number }

export type MembershipRow = OrganizationRow & { role: string; roleName: string }

export type InvitationRow = OrganizationRow & { invitationId: string; roleName: string }

/** An organization that lets people of the user's e-mail domain ask to join. */
export type SuggestionRow = OrganizationRow & { suggestionId: string; isRequested: boolean }

/** The suggestion after the request was sent: an administrator has to approve it. */
export type AcceptedSuggestion = { isRequested: boolean }

export type OrganizationRow = { organizationId: string; name: string; imageUrl: string | null }

/** What Clerk proposes for a new organization, and what it warns of. */
export type CreationDefaults = {
  name: string
  slug: string
  /** An organization for the same e-mail domain exists already. */
  existing: { name: string; domain: string } | null
}
