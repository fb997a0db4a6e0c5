import type { RequestOf } from "~messaging/contracts"
import { isApiError } from "./clerk-failure"
import type { Clerk } from "./sdk"
import { activateOrganization, currentUser } from "./session"

const CREATED_KEY = "created-organization"

type Created = { request: string; id: string }
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
  const request = JSON.stringify([user.id, name, slug])
  const organization =
    (await findCreated(clerk, request)) ?? (await clerk.createOrganization({ name, ...(slug && { slug }) }))
  await rememberCreated({ request, id: organization.id })

  const logoFailed = logo !== undefined && !(await storeLogo(organization, logo))
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

async function storeLogo(organization: Organization, logo: string) {
  try {
    await organization.setLogo({ file: fromDataUrl(logo) })
    return true
  } catch {
    return false
  }
}

// fetch() cannot read it: the content security policy lets the worker connect to Clerk only.
function fromDataUrl(dataUrl: string) {
  const [head = "", base64 = ""] = dataUrl.split(",")
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
  return new Blob([bytes], { type: head.slice("data:".length).replace(";base64", "") })
}
