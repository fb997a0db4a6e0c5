import { lastKnownOf, type OrganizationSummary } from "~session/snapshot"
import { useSnapshot } from "./use-snapshot"

/** What pages may know about an organization, with Clerk's names. */
export type Organization = Pick<OrganizationSummary, "id" | "name" | "slug" | "imageUrl" | "hasImage">

/** The user's membership in the active organization, with Clerk's names. */
export type Membership = Pick<OrganizationSummary, "role" | "roleName" | "permissions">

/** What `useOrganization()` returns; both are `null` in the personal account and when nobody is signed in. */
export type UseOrganization =
  | { isLoaded: false; organization: undefined; membership: undefined }
  | { isLoaded: true; organization: null; membership: null }
  | { isLoaded: true; organization: Organization; membership: Membership }

/**
 * The active organization and the user's membership in it, as in `@clerk/react`. A pending session counts as signed out. It has no lists
 * of members and invitations: what the snapshot doesn't contain is a query for `useQuery()`.
 * @see https://clerk.com/docs/react/reference/hooks/use-organization
 */
export function useOrganization(): UseOrganization {
  const session = lastKnownOf(useSnapshot())
  if (!session) return { isLoaded: false, organization: undefined, membership: undefined }
  if (session.status !== "active" || !session.organization) {
    return { isLoaded: true, organization: null, membership: null }
  }
  const { role, roleName, permissions, ...organization } = session.organization
  return { isLoaded: true, organization, membership: { role, roleName, permissions } }
}
