import { inTime } from "~background/in-turn"
import type { RequestOf } from "~messaging/contracts"
import { type CreatedOrganization, PROPOSED_LOGO } from "~session/organization-lists"
import { createOnce, forgetCreation } from "./create-once"
import type { Clerk } from "./sdk"
import { activateOrganization, currentUser } from "./session"

/** In milliseconds: a logo is not worth a longer wait. */
const LOGO_TIME_LIMIT_MS = 5_000

type User = ReturnType<typeof currentUser>
type Organization = Awaited<ReturnType<Clerk["createOrganization"]>>
type Request = RequestOf<"create-organization">

/**
 * Creates an organization and makes it the active one. Where an earlier try got no answer, this goes on with what Clerk made of it.
 * A picture that can't be stored stops neither.
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
