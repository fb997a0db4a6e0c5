import { inTime } from "~background/in-turn"
import type { RequestOf } from "~messaging/contracts"
import { type CreatedOrganization, PROPOSED_LOGO } from "~session/organization-lists"
import { createOnce, forgetCreation } from "./create-once"
import type { Clerk } from "./sdk"
import { activateOrganization, currentUser } from "./session"

/** In milliseconds: a logo isn't worth a longer wait. */
const LOGO_TIME_LIMIT_MS = 5_000

type User = ReturnType<typeof currentUser>
type Organization = Awaited<ReturnType<Clerk["createOrganization"]>>
type Request = RequestOf<"create-organization">

/**
 * Creates an organization and makes it the active one. If an earlier try got no answer, this continues with what Clerk made of it.
 * A logo that can't be stored stops neither.
 */
export async function createOrganization(clerk: Clerk, request: Request): Promise<CreatedOrganization> {
  const user = currentUser(clerk)
  const picture = request.logo === undefined ? undefined : await readLogo(user, request.logo)
  const { organization, isTwice } = await createOnce(clerk, request)

  const logoFailed = picture !== undefined && !(await storeLogo(organization, picture))
  await activateOrganization(clerk, organization.id)
  await forgetCreation()
  return { logoFailed, isTwice }
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

/** The picture, or `null` if the logo that Clerk proposes isn't available. */
async function readLogo(user: User, logo: string): Promise<Blob | null> {
  if (logo !== PROPOSED_LOGO) return fromDataUrl(logo)
  return inTime(fetchProposedLogo(user), LOGO_TIME_LIMIT_MS).catch(() => null)
}

// Asks Clerk for the address again: Chrome may have stopped the worker since, and the worker fetches no address that a page sends.
async function fetchProposedLogo(user: User) {
  const { form } = await user.getOrganizationCreationDefaults()
  if (!form.logo) return null
  const response = await fetch(form.logo, { credentials: "omit" })
  return response.ok ? response.blob() : null
}

// fetch() can't read it: the content security policy lets the worker connect only to Clerk.
function fromDataUrl(dataUrl: string) {
  const [head = "", base64 = ""] = dataUrl.split(",")
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
  return new Blob([bytes], { type: head.slice("data:".length).replace(";base64", "") })
}
