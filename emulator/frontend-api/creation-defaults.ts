import { PROPOSED_LOGO } from "../model/images"
import { toSlug } from "../model/organization"
import { identifierOf } from "../model/user"
import { requireUserOfOrganizations } from "./authentication"
import type { Call } from "./call"

const PUBLIC_DOMAINS = ["gmail.com", "outlook.com", "hotmail.com", "yahoo.com", "icloud.com", "proton.me"]

/** Suggests a name for a user's new organization, based on their email domain or else their name. */
export function readCreationDefaults(call: Call) {
  const { organizations, settings } = call.instance
  const user = requireUserOfOrganizations(call)
  const { creationDefaults, creationLogo } = settings.organizations
  if (!creationDefaults) return { advisory: null, form: form("") }

  const domain = identifierOf(user).split("@")[1] ?? ""
  const existing = [...organizations.values()].find((organization) => organization.domain === domain)
  const isWork = domain !== "" && !PUBLIC_DOMAINS.includes(domain)
  const name = isWork
    ? capitalized(domain.split(".")[0] ?? "")
    : user.firstName && `${user.firstName}'s organization`
  return {
    advisory: existing
      ? {
          code: "organization_already_exists",
          severity: "warning",
          meta: { organization_name: existing.name, organization_domain: domain }
        }
      : null,
    form: form(name ?? "", isWork && creationLogo ? `${call.view.baseUrl}/images/${PROPOSED_LOGO.id}` : null)
  }
}

const form = (name: string, logo: string | null = null) => ({
  name,
  slug: name && toSlug(name),
  logo,
  blur_hash: logo && PROPOSED_LOGO.blurHash
})

const capitalized = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
