import type { RequestOf } from "~messaging/contracts"
import { isRefusal } from "./clerk-failure"
import { eachListed } from "./each-listed"
import type { Clerk } from "./sdk"
import { serverNow } from "./server-clock"
import { currentUser } from "./session"

const CREATION_KEY = "organization-creation"

/** In milliseconds: times in Clerk's answers are exact to a second. */
const CLOCK_TOLERANCE_MS = 2_000
/** In milliseconds: the creator becomes a member, and Chrome repeats a request, within this time. No command takes longer. */
const AT_ONCE_MS = 20_000
/** In milliseconds: a retry with a different name or slug within this time corrects the organization from the first try. */
const CORRECTED_FOR_MS = 10 * 60_000

type User = ReturnType<typeof currentUser>
type Membership = User["organizationMemberships"][number]
type Organization = Membership["organization"]
type Request = Pick<RequestOf<"create-organization">, "name" | "slug">

/** A request to create an organization, kept from before it's sent until the organization is active. */
type Creation = {
  userId: string
  name: string
  /** By Clerk's clock; `null` where it isn't known yet. */
  since: number | null
  /** By this device's clock. */
  startedAt: number
  /** The organizations that the user was in before. */
  known: string[]
}

/**
 * Creates an organization exactly once, even when an answer gets lost because Chrome stopped the worker, or because a connection
 * dropped, after which Chrome repeats the request by itself.
 *
 * `isTwice`: Clerk has two of them, and one couldn't be deleted.
 * @see docs/decisions/0003-what-is-sent-twice.md
 */
export async function createOnce(clerk: Clerk, request: Request) {
  const user = currentUser(clerk)
  const earlier = await readCreation(user, request)
  const found = earlier ? await listCreated(user, isOf(earlier, request)) : []
  if (earlier && found[0]) {
    const organization = await corrected(found[0].organization, earlier, request)
    return { organization, isTwice: !(await deleteTwins(organization, found)) }
  }
  const creation = await rememberCreation(user, request)
  const organization = await create(clerk, creation, request)
  // Clerk's answer includes the memberships.
  const created = currentUser(clerk).organizationMemberships.filter(isOf(creation, request))
  return { organization, isTwice: !(await deleteTwins(organization, created)) }
}

async function create(clerk: Clerk, creation: Creation, request: Request): Promise<Organization> {
  const { name, slug } = request
  try {
    return await clerk.createOrganization({ name, ...(slug && { slug }) })
  } catch (error) {
    // If Chrome repeated the request, our own organization may hold the slug.
    if (!isRefusal(error, "form_identifier_exists")) throw error
    const created = await listCreated(currentUser(clerk), isOf(creation, request))
    const ours = created.find(({ organization }) => organization.slug === slug)
    if (!ours) throw error
    return ours.organization
  }
}

/** If this fails, nothing is sent. */
async function rememberCreation(user: User, { name }: Request): Promise<Creation> {
  const now = serverNow()
  const creation = {
    userId: user.id,
    name,
    since: Number.isNaN(now) ? null : now - CLOCK_TOLERANCE_MS,
    startedAt: Date.now(),
    known: user.organizationMemberships.map(({ organization }) => organization.id)
  }
  await chrome.storage.session.set({ [CREATION_KEY]: creation })
  return creation
}

/** The earlier request that this one repeats or corrects. */
async function readCreation(user: User, { name }: Request): Promise<Creation | null> {
  const stored = await chrome.storage.session.get<Record<string, Creation>>(CREATION_KEY)
  const creation = stored[CREATION_KEY]
  if (creation?.userId !== user.id) return null
  return creation.name === name || isRecent(creation) ? creation : null
}

/** Forgets the request: the user now works in an organization. */
export async function forgetCreation() {
  await chrome.storage.session.remove(CREATION_KEY)
}

/** The organizations that Clerk created for a request, oldest first. */
async function listCreated(user: User, isCreated: (membership: Membership) => boolean) {
  const created: Membership[] = []
  for await (const membership of eachListed((page) => user.getOrganizationMemberships(page))) {
    if (isCreated(membership)) created.push(membership)
  }
  return created.sort((one, other) => one.createdAt.getTime() - other.createdAt.getTime())
}

/** Whether the user created the organization with one of the two requests, and not before. */
function isOf({ name, since, known }: Creation, request: Request) {
  return ({ organization, createdAt: joinedAt }: Membership) =>
    [name, request.name].includes(organization.name) &&
    !known.includes(organization.id) &&
    (since === null || organization.createdAt.getTime() >= since) &&
    isAtOnce(organization.createdAt, joinedAt)
}

function isAtOnce(one: Date, other: Date) {
  return Math.abs(one.getTime() - other.getTime()) <= AT_ONCE_MS
}

function isRecent({ startedAt }: Creation) {
  return Date.now() <= startedAt + CORRECTED_FOR_MS
}

/** Nobody has seen the organization yet, so a request with a different name or slug means this one. */
async function corrected(created: Organization, creation: Creation, { name, slug }: Request) {
  const isRight = created.name === name && (!slug || created.slug === slug)
  if (isRight || !isRecent(creation)) return created
  return created.update({ name, ...(slug && { slug }) })
}

/**
 * Deletes the extra organizations from a request that Chrome repeated, unless they have other members. Returns whether none is left.
 */
async function deleteTwins(organization: Organization, created: Membership[]): Promise<boolean> {
  const twins = created.filter(
    (other) =>
      other.organization.id !== organization.id &&
      isAtOnce(other.organization.createdAt, organization.createdAt)
  )
  const deleted = await Promise.all(twins.map(deleteTwin))
  return deleted.every(Boolean)
}

async function deleteTwin({ organization, permissions }: Membership) {
  const { adminDeleteEnabled, membersCount, pendingInvitationsCount } = organization
  const isAlone = membersCount <= 1 && pendingInvitationsCount === 0
  if (!adminDeleteEnabled || !isAlone || !permissions.includes("org:sys_profile:delete")) return false
  return organization.destroy().then(
    () => true,
    () => false
  )
}
