import * as v from "valibot"
import { organizationsDisabled } from "../frontend-api/errors"
import { checkName, checkSlug } from "../frontend-api/organizations"
import { backendOrganizationJson, deletedJson } from "../json/backend-api"
import { mergePatch } from "../model/metadata"
import {
  addMembership,
  createOrganization,
  deleteOrganization,
  findOrganization,
  type Organization,
  organizationChanged,
  renameOrganization
} from "../model/organization"
import type { Call } from "./call"
import { creatorNotFound, notFoundById, slugsDisabled } from "./errors"
import { Count, limited, Metadata, parametersOf, Text, Time } from "./input"
import { amongSigned, ordered, page } from "./lists"

const changeable = {
  slug: v.nullish(Text),
  max_allowed_memberships: v.nullish(Count),
  created_at: v.nullish(Time)
}

const metadata = { public_metadata: v.nullish(Metadata), private_metadata: v.nullish(Metadata) }

export function listOrganizations(call: Call) {
  requireOrganizations(call)
  const { instance, query, view } = call
  const text = query.get("query")
  const hasMember = amongSigned(call, "user_id")
  const isListed = amongSigned(call, "organization_id")
  const found = [...instance.organizations.values()].filter(
    ({ id, name, slug, memberships }) =>
      (!text ||
        id === text ||
        [name, slug].some((part) => part.toLowerCase().includes(text.toLowerCase()))) &&
      hasMember(...memberships.keys()) &&
      isListed(id)
  )
  const sorted = ordered<Organization>(call, found, {
    created_at: ({ createdAt }) => createdAt,
    name: ({ name }) => name,
    members_count: ({ memberships }) => memberships.size
  })
  return page(call, sorted, (organization) => backendOrganizationJson(organization, view, withCount(call)))
}

/** Finds it by id or slug. All other endpoints need the id. */
export function readOrganization(call: Call) {
  requireOrganizations(call)
  const idOrSlug = call.params.organizationId ?? ""
  const organization = findOrganization(call.instance, idOrSlug)
  if (!organization) throw notFoundById("organization", idOrSlug)
  return backendOrganizationJson(organization, call.view, withCount(call))
}

export function createAppOrganization(call: Call) {
  requireOrganizations(call)
  const { instance, view } = call
  const wanted = parametersOf(call, {
    name: Text,
    created_by: v.nullish(v.string()),
    ...changeable,
    ...metadata
  })
  const name = checkName(wanted.name)
  const slug = slugOf(call, wanted.slug)
  const creator = wanted.created_by ? instance.users.get(wanted.created_by) : undefined
  if (wanted.created_by && !creator) throw creatorNotFound(wanted.created_by)
  const organization = createOrganization(instance, { name, slug })
  organization.publicMetadata = wanted.public_metadata ?? {}
  organization.privateMetadata = wanted.private_metadata ?? {}
  organization.createdBy = creator?.id ?? null
  applyChange(organization, wanted)
  if (creator) addMembership(instance, creator, organization, "org:admin")
  return backendOrganizationJson(organization, view)
}

export function updateOrganization(call: Call) {
  const { instance, view } = call
  const organization = requireOrganization(call)
  const wanted = parametersOf(call, {
    name: v.nullish(Text),
    admin_delete_enabled: v.nullish(v.boolean()),
    ...changeable
  })
  const name = wanted.name ? checkName(wanted.name) : undefined
  renameOrganization(instance, organization, { name, slug: slugOf(call, wanted.slug, organization.slug) })
  organization.adminDeleteEnabled = wanted.admin_delete_enabled ?? organization.adminDeleteEnabled
  applyChange(organization, wanted)
  return backendOrganizationJson(organization, view)
}

export function deleteAppOrganization(call: Call) {
  const organization = requireOrganization(call)
  deleteOrganization(call.instance, organization)
  return deletedJson("organization", organization)
}

const writeMetadata = (combine: (before: object, given: object) => object) => (call: Call) => {
  const organization = requireOrganization(call)
  const { public_metadata: shared, private_metadata: own } = parametersOf(call, metadata)
  const { publicMetadata, privateMetadata } = organization
  Object.assign(organization, {
    ...(shared && { publicMetadata: limited("public_metadata", combine(publicMetadata, shared)) }),
    ...(own && { privateMetadata: limited("private_metadata", combine(privateMetadata, own)) })
  })
  organizationChanged(call.instance, organization)
  return backendOrganizationJson(organization, call.view)
}

export const mergeOrganizationMetadata = writeMetadata(mergePatch)
export const replaceOrganizationMetadata = writeMetadata((_before, given) => given)

export function requireOrganization(call: Call) {
  requireOrganizations(call)
  const id = call.params.organizationId ?? ""
  const organization = call.instance.organizations.get(id)
  if (!organization) throw notFoundById("organization", id)
  return organization
}

export function requireOrganizations({ instance }: Call) {
  if (!instance.settings.organizations.enabled) throw organizationsDisabled()
}

const withCount = ({ query }: Call) => ({ withCount: query.get("include_members_count") === "true" })

function slugOf({ instance }: Call, slug: string | null | undefined, current?: string) {
  if (!slug || slug === current) return undefined
  if (instance.settings.organizations.slugDisabled) throw slugsDisabled()
  return checkSlug(instance, slug)
}

function applyChange(
  organization: Organization,
  change: { max_allowed_memberships?: number | null | undefined; created_at?: number | null | undefined }
) {
  organization.maxAllowedMemberships = change.max_allowed_memberships ?? organization.maxAllowedMemberships
  organization.createdAt = change.created_at ?? organization.createdAt
}
