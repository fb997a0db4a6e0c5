import { type TextKey, t } from "~i18n"
import type { RequestOf } from "~messaging/contracts"
import { MessageError } from "~messaging/message-error"
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

/** Organizations that the user belongs to. */
export async function listMemberships(
  clerk: Clerk,
  request: RequestOf<"list-memberships">
): Promise<ListPage<MembershipRow>> {
  const { data, total_count } = await currentUser(clerk).getOrganizationMemberships(pageAt(request))
  return {
    total: total_count,
    rows: data.map(({ organization, roleName }) => ({
      ...row(organization),
      organizationId: organization.id,
      roleName
    }))
  }
}

/** Organizations that have invited the user. */
export async function listInvitations(
  clerk: Clerk,
  request: RequestOf<"list-invitations">
): Promise<ListPage<InvitationRow>> {
  const { data, total_count } = await currentUser(clerk).getOrganizationInvitations({
    ...pageAt(request),
    status: "pending"
  })
  return {
    total: total_count,
    rows: data.map((invitation) => ({
      ...row(invitation.publicOrganizationData),
      invitationId: invitation.id,
      roleName: roleNameOf(invitation.role)
    }))
  }
}

/** Organizations that the user may ask to join, or has asked. */
export async function listSuggestions(
  clerk: Clerk,
  request: RequestOf<"list-suggestions">
): Promise<ListPage<SuggestionRow>> {
  const { data, total_count } = await currentUser(clerk).getOrganizationSuggestions({
    ...pageAt(request),
    status: ["pending", "accepted"]
  })
  return {
    total: total_count,
    rows: data.map((suggestion) => ({
      ...row(suggestion.publicOrganizationData),
      suggestionId: suggestion.id,
      isRequested: suggestion.status === "accepted"
    }))
  }
}

/** What Clerk proposes for a new organization. */
export async function getCreationDefaults(clerk: Clerk): Promise<CreationDefaults> {
  const { advisory, form } = await currentUser(clerk).getOrganizationCreationDefaults()
  return {
    name: form.name,
    slug: form.slug,
    logo: form.logo,
    existing:
      advisory?.code === "organization_already_exists"
        ? {
            name: advisory.meta.organization_name ?? "",
            domain: advisory.meta.organization_domain ?? ""
          }
        : null
  }
}

/** Makes an organization the active one, or with `null` the personal account. */
export async function chooseOrganization(clerk: Clerk, { organizationId }: RequestOf<"choose-organization">) {
  await noticingWhatIsGone(clerk, () => activateOrganization(clerk, organizationId))
}

/**
 * Makes the organization the active one whose members belong to no other. Does nothing once that is done, or where the user is in
 * none such any more.
 */
export async function activateExclusiveOrganization(clerk: Clerk) {
  const session = currentSession(clerk)
  const organizationId = exclusiveOrganizationIdOf(session)
  if (!organizationId || session.currentTask?.key !== "choose-organization") return
  await noticingWhatIsGone(clerk, () => activateOrganization(clerk, organizationId))
}

/** An invitation alone leaves the task open: its organization has to become the active one. */
export async function acceptInvitation(clerk: Clerk, { invitationId }: RequestOf<"accept-invitation">) {
  const user = currentUser(clerk)
  const invitation = await find(invitationId, (page) =>
    user.getOrganizationInvitations({ ...page, status: "pending" })
  )
  await noticingWhatIsGone(clerk, async () => {
    await invitation.accept().catch((error) => {
      // Then there is nothing left to accept.
      if (!isRefusal(error, ALREADY_A_MEMBER)) throw error
    })
    await activateOrganization(clerk, invitation.publicOrganizationData.id)
  })
}

/** Asks the administrators of an organization to let the user join. */
export async function acceptSuggestion(
  clerk: Clerk,
  { suggestionId }: RequestOf<"accept-suggestion">
): Promise<AcceptedSuggestion> {
  const user = currentUser(clerk)
  const suggestion = await find(suggestionId, (page) =>
    user.getOrganizationSuggestions({ ...page, status: ["pending", "accepted"] })
  )
  if (suggestion.status !== "accepted") await noticingWhatIsGone(clerk, () => suggestion.accept())
  return { isRequested: true }
}

/** What a refusal says of a list: it shows what is no longer there. */
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
  return new MessageError({ code: "expired", message: t(text) })
}

// Clerk names the role of an invitation by its key only.
function roleNameOf(role: string) {
  const words = role.replace(/^org:/, "").replaceAll("_", " ")
  return words.charAt(0).toUpperCase() + words.slice(1)
}

type Found<Resource> = { data: Resource[]; total_count: number }

// The SDK can accept only what it has listed, and a page knows just the id.
async function find<Resource extends { id: string }>(
  id: string,
  list: (page: { initialPage: number; pageSize: number }) => Promise<Found<Resource>>
): Promise<Resource> {
  const pageSize = 100
  for (let initialPage = 1; ; initialPage++) {
    const { data, total_count } = await list({ initialPage, pageSize })
    const found = data.find((resource) => resource.id === id)
    if (found) return found
    if (data.length === 0 || initialPage * pageSize >= total_count) {
      throw expired("errorNoLongerOffered")
    }
  }
}

type Pictured = { name: string; imageUrl: string; hasImage: boolean }

function row({ name, imageUrl, hasImage }: Pictured) {
  return { name, imageUrl: hasImage ? imageUrl : null }
}
