import { TrieRouter } from "hono/router/trie-router"
import { jwksJson } from "../json/jwks"
import { createAppInvitation, listAppInvitations, revokeInvitation } from "./app-invitations"
import type { Handler } from "./call"
import { notServed } from "./errors"
import { readHandshake } from "./handshake"
import {
  createRedirectUrl,
  createTestToken,
  deleteRedirectUrl,
  listRedirectUrls,
  readInstance,
  readRedirectUrl,
  updateInstance
} from "./instance"
import {
  createMembership,
  listOrganizationMemberships,
  removeMembership,
  updateMembership,
  updateMembershipMetadata
} from "./memberships"
import {
  createOrganizationInvitation,
  listOrganizationInvitations,
  readOrganizationInvitation,
  revokeOrganizationInvitation
} from "./organization-invitations"
import {
  createAppOrganization,
  deleteAppOrganization,
  listOrganizations,
  mergeOrganizationMetadata,
  readOrganization,
  replaceOrganizationMetadata,
  updateOrganization
} from "./organizations"
import {
  createTemplateToken,
  createToken,
  createUserSession,
  listSessions,
  readClient,
  readSession,
  revokeSession,
  verifyClient
} from "./sessions"
import {
  removePassword,
  removeSecondFactors,
  setCompromised,
  unsetCompromised,
  verifyPassword
} from "./user-passwords"
import {
  banUser,
  countUsers,
  createAppUser,
  deleteAppUser,
  listMemberships,
  listUserInvitations,
  listUsers,
  lockUser,
  mergeMetadata,
  readUser,
  replaceMetadata,
  updateUser
} from "./users"

const router = new TrieRouter<{ method: string; handler: Handler }>()

function route(method: string, path: string, handler: Handler) {
  router.add("ALL", path, { method, handler })
}

/** The first match counts, so `/users/count` has to come before `/users/:userId`. */
export function findEndpoint(method: string, path: string) {
  const [matches] = router.match("ALL", path)
  const found = matches.find(([candidate]) => candidate.method === method)
  if (!found) throw notServed()
  return { handler: found[0].handler, params: found[1] as Record<string, string> }
}

route("GET", "/jwks", ({ instance }) => jwksJson(instance))

route("GET", "/users", listUsers)
route("POST", "/users", createAppUser)
route("GET", "/users/count", countUsers)
route("GET", "/users/:userId", readUser)
route("PATCH", "/users/:userId", updateUser)
route("DELETE", "/users/:userId", deleteAppUser)
route("PATCH", "/users/:userId/metadata", mergeMetadata)
route("PUT", "/users/:userId/metadata", replaceMetadata)
route("POST", "/users/:userId/ban", banUser(true))
route("POST", "/users/:userId/unban", banUser(false))
route("POST", "/users/:userId/lock", lockUser(true))
route("POST", "/users/:userId/unlock", lockUser(false))
route("POST", "/users/:userId/verify_password", verifyPassword)
route("POST", "/users/:userId/remove_password", removePassword)
route("POST", "/users/:userId/password/set_compromised", setCompromised)
route("POST", "/users/:userId/password/unset_compromised", unsetCompromised)
route("DELETE", "/users/:userId/mfa", removeSecondFactors)
route("GET", "/users/:userId/organization_memberships", listMemberships)
route("GET", "/users/:userId/organization_invitations", listUserInvitations)

route("GET", "/sessions", listSessions)
route("POST", "/sessions", createUserSession)
route("GET", "/sessions/:sessionId", readSession)
route("POST", "/sessions/:sessionId/revoke", revokeSession)
route("POST", "/sessions/:sessionId/tokens", createToken)
route("POST", "/sessions/:sessionId/tokens/:template", createTemplateToken)
route("GET", "/clients/handshake_payload", readHandshake)
route("POST", "/clients/verify", verifyClient)
route("GET", "/clients/:clientId", readClient)

route("GET", "/organizations", listOrganizations)
route("POST", "/organizations", createAppOrganization)
route("GET", "/organizations/:organizationId", readOrganization)
route("PATCH", "/organizations/:organizationId", updateOrganization)
route("DELETE", "/organizations/:organizationId", deleteAppOrganization)
route("PATCH", "/organizations/:organizationId/metadata", mergeOrganizationMetadata)
route("PUT", "/organizations/:organizationId/metadata", replaceOrganizationMetadata)
route("GET", "/organizations/:organizationId/memberships", listOrganizationMemberships)
route("POST", "/organizations/:organizationId/memberships", createMembership)
route("PATCH", "/organizations/:organizationId/memberships/:userId", updateMembership)
route("DELETE", "/organizations/:organizationId/memberships/:userId", removeMembership)
route("PATCH", "/organizations/:organizationId/memberships/:userId/metadata", updateMembershipMetadata)
route("GET", "/organizations/:organizationId/invitations", listOrganizationInvitations)
route("POST", "/organizations/:organizationId/invitations", createOrganizationInvitation)
route("GET", "/organizations/:organizationId/invitations/:invitationId", readOrganizationInvitation)
route("POST", "/organizations/:organizationId/invitations/:invitationId/revoke", revokeOrganizationInvitation)

route("GET", "/invitations", listAppInvitations)
route("POST", "/invitations", createAppInvitation)
route("POST", "/invitations/:invitationId/revoke", revokeInvitation)

route("GET", "/instance", readInstance)
route("PATCH", "/instance", updateInstance)
route("GET", "/redirect_urls", listRedirectUrls)
route("POST", "/redirect_urls", createRedirectUrl)
route("GET", "/redirect_urls/:redirectUrlId", readRedirectUrl)
route("DELETE", "/redirect_urls/:redirectUrlId", deleteRedirectUrl)
route("POST", "/testing_tokens", createTestToken)
