import type { TextKey } from "~i18n"
import type { RequestOf } from "~messaging/contracts"
import { failed } from "~messaging/failed"
import {
  type AcceptedSuggestion,
  type CreationDefaults,
  type InvitationRow,
  type ListPage,
  type MembershipRow,
  PAGE_SIZE,
  type SuggestionRow
} from "~session/organization-lists"
import { isRefusal } from "./clerk-failure"
import { forgetCreation } from "./create-once"
import { eachListed, type Listed } from "./each-listed"
import { plainText, plainTextOrNull, webAddress } from "./plain"
import type { Clerk } from "./sdk"
import { activateOrganization, currentSession, currentUser, exclusiveOrganizationIdOf } from "./session"

const NOT_A_MEMBER = ["organization_not_found_or_unauthorized", "not_a_member_in_organization"]
const ALREADY_A_MEMBER = "already_a_member_in_organization"
const GONE = ["resource_not_found", ALREADY_A_MEMBER]

// Clerk's SDK counts pages from 1.
const pageAt = ({ offset }: { offset: number }) => ({
  initialPage: Math.floor(offset / PAGE_SIZE) + 1,
  pageSize: PAGE_SIZE
})

/** Organizations the user belongs to. */
export async function listMemberships(
  clerk: Clerk,
  request: RequestOf<"list-memberships">
): Promise<ListPage<MembershipRow>> {
  const found = await currentUser(clerk).getOrganizationMemberships(pageAt(request))
  return toPage(found, ({ organization, roleName }) => ({
    ...row(organization),
    organizationId: organization.id,
    roleName: plainText(roleName)
  }))
}

/** Organizations that have invited the user. */
export async function listInvitations(
  clerk: Clerk,
  request: RequestOf<"list-invitations">
): Promise<ListPage<InvitationRow>> {
  const found = await currentUser(clerk).getOrganizationInvitations({
    ...pageAt(request),
    status: "pending"
  })
  return toPage(found, (invitation) => ({
    ...row(invitation.publicOrganizationData),
    invitationId: invitation.id,
    roleName: roleNameOf(invitation.role)
  }))
}

/** Organizations the user may ask to join, or has asked to join. */
export async function listSuggestions(
  clerk: Clerk,
  request: RequestOf<"list-suggestions">
): Promise<ListPage<SuggestionRow>> {
  const found = await currentUser(clerk).getOrganizationSuggestions({
    ...pageAt(request),
    status: ["pending", "accepted"]
  })
  return toPage(found, (suggestion) => ({
    ...row(suggestion.publicOrganizationData),
    suggestionId: suggestion.id,
    isRequested: suggestion.status === "accepted"
  }))
}

/** What Clerk proposes for a new organization. */
export async function getCreationDefaults(clerk: Clerk): Promise<CreationDefaults> {
  const { advisory, form } = await currentUser(clerk).getOrganizationCreationDefaults()
  return {
    name: plainText(form.name),
    slug: plainText(form.slug),
    logo: webAddress(form.logo),
    existing:
      advisory?.code === "organization_already_exists"
        ? {
            name: plainText(advisory.meta.organization_name),
            domain: plainText(advisory.meta.organization_domain)
          }
        : null
  }
}

/** Makes an organization active, or the personal account if it's `null`. */
export async function chooseOrganization(clerk: Clerk, { organizationId }: RequestOf<"choose-organization">) {
  await noticingWhatIsGone(clerk, () => activateOrganization(clerk, organizationId))
  await forgetCreation()
}

/**
 * Activates the organization whose members can't belong to any other. Does nothing once that is done, or when the user no longer
 * belongs to such an organization.
 */
export async function activateExclusiveOrganization(clerk: Clerk) {
  const session = currentSession(clerk)
  const organizationId = exclusiveOrganizationIdOf(session)
  if (!organizationId || session.currentTask?.key !== "choose-organization") return
  await noticingWhatIsGone(clerk, () => activateOrganization(clerk, organizationId))
}

/**
 * Accepting an invitation isn't enough to complete the task: its organization has to become the active one. If the answer to an earlier
 * try got lost, the user is already a member.
 */
export async function acceptInvitation(clerk: Clerk, { invitationId }: RequestOf<"accept-invitation">) {
  const user = currentUser(clerk)
  const withStatus = (status: "pending" | "accepted") =>
    find(invitationId, (page) => user.getOrganizationInvitations({ ...page, status }))
  const invitation = (await withStatus("pending")) ?? (await withStatus("accepted"))
  if (!invitation) throw expired("errorNoLongerOffered")

  await noticingWhatIsGone(clerk, async () => {
    if (invitation.status === "pending") {
      await acceptOnce(invitation, [ALREADY_A_MEMBER, "organization_invitation_already_accepted"])
    }
    await activateOrganization(clerk, invitation.publicOrganizationData.id)
  })
  await forgetCreation()
}

/** Asks an organization's admins to let the user join. */
export async function acceptSuggestion(
  clerk: Clerk,
  { suggestionId }: RequestOf<"accept-suggestion">
): Promise<AcceptedSuggestion> {
  const user = currentUser(clerk)
  const suggestion = await find(suggestionId, (page) =>
    user.getOrganizationSuggestions({ ...page, status: ["pending", "accepted"] })
  )
  if (!suggestion) throw expired("errorNoLongerOffered")
  if (suggestion.status !== "accepted") {
    await noticingWhatIsGone(clerk, () =>
      acceptOnce(suggestion, ["organization_suggestion_already_accepted"])
    )
  }
  return { isRequested: true }
}

/** Accepts it, unless Clerk reports that it was accepted before: Chrome repeats a request whose connection drops. */
async function acceptOnce(offer: { accept: () => Promise<unknown> }, acceptedBefore: string[]) {
  await offer.accept().catch((error) => {
    if (!acceptedBefore.some((code) => isRefusal(error, code))) throw error
  })
}

/** Explains a refusal that means that the list is out of date. */
async function noticingWhatIsGone(clerk: Clerk, choose: () => Promise<unknown>) {
  const { createOrganizationEnabled } = currentUser(clerk)
  try {
    await choose()
  } catch (error) {
    if (NOT_A_MEMBER.some((code) => isRefusal(error, code))) {
      throw expired(createOrganizationEnabled ? "errorNotAMemberMayCreate" : "errorNotAMember")
    }
    if (GONE.some((code) => isRefusal(error, code))) throw expired("errorNoLongerOffered")
    throw error
  }
}

function expired(text: TextKey) {
  return failed("expired", text)
}

// For invitations, Clerk gives only the key of the role.
function roleNameOf(role: string) {
  const words = plainText(role).replace(/^org:/, "").replaceAll("_", " ")
  return words.charAt(0).toUpperCase() + words.slice(1)
}

// The SDK can accept only what it has listed, and a page knows only the id.
async function find<Resource extends { id: string }>(
  id: string,
  list: (page: { initialPage: number; pageSize: number }) => Promise<Listed<Resource>>
): Promise<Resource | null> {
  for await (const resource of eachListed(list)) if (resource.id === id) return resource
  return null
}

// Never returns more than a page, whatever Clerk sends.
function toPage<Resource, Row>(
  { data, total_count: total }: Listed<Resource>,
  toRow: (item: Resource) => Row
) {
  return { total, rows: data.slice(0, PAGE_SIZE).map(toRow) }
}

type Named = { id: string; name: string; slug: string | null }

/** What tells organizations apart: a slug has only lowercase letters, numbers and hyphens, so no two look alike. */
export function readNamed({ id, name, slug }: Named): Named {
  const plainSlug = plainTextOrNull(slug)
  return { id, name: plainTextOrNull(name) ?? plainSlug ?? id, slug: plainSlug }
}

type Pictured = Named & { imageUrl: string; hasImage: boolean }

function row(organization: Pictured) {
  const { name, slug } = readNamed(organization)
  return { name, slug, imageUrl: organization.hasImage ? webAddress(organization.imageUrl) : null }
}
