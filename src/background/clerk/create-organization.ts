import { inTime } from "~background/in-turn"
import type { RequestOf } from "~messaging/contracts"
import { PROPOSED_LOGO } from "~session/organization-lists"
import { isApiError } from "./clerk-failure"
import type { Clerk } from "./sdk"
import { activateOrganization, currentUser } from "./session"

/** In milliseconds: a logo is not worth a longer wait. */
const LOGO_TIME_LIMIT_MS = 5_000

const CREATED_KEY = "created-organization"

type Created = { request: string; id: string }
type User = ReturnType<typeof currentUser>
type Organization = Awaited<ReturnType<Clerk["createOrganization"]>>

/**
 * Creates an organization and makes it the active one. Where only the second fails, trying again goes on with the one that
 * is there. A picture that cannot be stored stops neither.
 */
export async function createOrganization(
  clerk: Clerk,
  { name, slug, logo }: RequestOf<"create-organization">
) {
  const user = currentUser(clerk)
  const picture = logo === undefined ? undefined : await readLogo(user, logo)
  const request = JSON.stringify([user.id, name, slug])
  const organization =
    (await findCreated(clerk, request)) ?? (await clerk.createOrganization({ name, ...(slug && { slug }) }))
  await rememberCreated({ request, id: organization.id })

  const logoFailed = picture !== undefined && !(await storeLogo(organization, picture))
  await activateOrganization(clerk, organization.id)
  await chrome.storage.session.remove(CREATED_KEY)
  return { logoFailed }
}

async function findCreated(clerk: Clerk, request: string): Promise<Organization | null> {
  const { [CREATED_KEY]: created } = await chrome.storage.session.get<Record<string, Created>>(CREATED_KEY)
  if (created?.request !== request) return null
  return clerk.getOrganization(created.id).catch((error) => {
    // It has been deleted since.
    if (isApiError(error) && (error.status === 403 || error.status === 404)) return null
    throw error
  })
}

async function rememberCreated(created: Created) {
  await chrome.storage.session.set({ [CREATED_KEY]: created })
}

async function storeLogo(organization: Organization, picture: Blob | null) {
  if (!picture) return false
  try {
    await organization.setLogo({ file: picture })
    return true
  } catch {
    return false
  }
}

/** The picture, or `null` where the one that Clerk proposes cannot be had. */
async function readLogo(user: User, logo: string): Promise<Blob | null> {
  if (logo !== PROPOSED_LOGO) return fromDataUrl(logo)
  return inTime(fetchProposedLogo(user), LOGO_TIME_LIMIT_MS).catch(() => null)
}

// Clerk is asked again, as the worker may have been stopped since, and fetches no address that a page says.
async function fetchProposedLogo(user: User) {
  const { form } = await user.getOrganizationCreationDefaults()
  if (!form.logo) return null
  const response = await fetch(form.logo, { credentials: "omit" })
  return response.ok ? response.blob() : null
}

// fetch() cannot read it: the content security policy lets the worker connect to Clerk only.
function fromDataUrl(dataUrl: string) {
  const [head = "", base64 = ""] = dataUrl.split(",")
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
  return new Blob([bytes], { type: head.slice("data:".length).replace(";base64", "") })
}
