import { TrieRouter } from "hono/router/trie-router"
import { clientJson } from "../json/client"
import { jwksJson } from "../json/jwks"
import { markChanged } from "../model/clock"
import type { Call, Handler } from "./call"
import { createClient, destroyClient, readClient, removeSessions } from "./client"
import { readCreationDefaults } from "./creation-defaults"
import { createDevBrowser } from "./dev-browser"
import { listEmailAddresses, readEmailAddress } from "./email-addresses"
import { readEnvironment, updateEnvironment } from "./environment"
import { apiError, notFound } from "./errors"
import { shakeHands } from "./handshake"
import { acceptInvitation, listInvitations } from "./invitations"
import { deleteOwnUser, readUser, updateMetadata, updateUser } from "./me"
import { leaveOrganization, listMemberships } from "./memberships"
import { receiveCallback, receivePostedCallback } from "./oauth-callback"
import {
  createOwnOrganization,
  deleteLogo,
  deleteOwnOrganization,
  readOrganization,
  updateLogo,
  updateOrganization
} from "./organizations"
import { attemptPasskey, createPasskey, deletePasskey, readPasskey, updatePasskey } from "./passkeys"
import { changePassword, removePassword } from "./password"
import {
  attemptPhoneNumber,
  createPhoneNumber,
  deletePhoneNumber,
  listPhoneNumbers,
  preparePhoneNumber,
  readPhoneNumber,
  updatePhoneNumber
} from "./phone-numbers"
import {
  attemptFirst,
  attemptSecond,
  prepareFirst,
  prepareSecond,
  startReverification
} from "./reverification"
import { createBackupCodes, createUserTotp, deleteTotp, verifyTotp } from "./second-factors"
import {
  createTemplateToken,
  createToken,
  listActiveSessions,
  readSession,
  revokeSession,
  signOutSession,
  touchSession
} from "./sessions"
import {
  attemptFirstFactor,
  attemptSecondFactor,
  createClientSignIn,
  prepareFirstFactor,
  prepareSecondFactor,
  readSignIn,
  resetPassword,
  resolveSignInCheck,
  verifyEmailLink
} from "./sign-ins"
import {
  attemptVerification,
  createClientSignUp,
  listConnections,
  prepareVerification,
  readSignUp,
  resolveSignUpCheck,
  updateSignUp
} from "./sign-ups"
import { acceptSuggestion, listSuggestions } from "./suggestions"
import { acceptTicket } from "./tickets"
import { joinAppWaitlist } from "./waitlist"

type Endpoint = (call: Call) => Promise<unknown>

const router = new TrieRouter<{ method: string; endpoint: Endpoint }>()

/** Adds the updated client to each response: the SDK reads its state from it. */
function route(method: string, path: string, handler: Handler) {
  on(method, path, async (call) => {
    const { clock } = call.instance
    const startedAt = clock.now()
    const response = await handler(call)
    const { client } = call.device
    // Not later than that, or the response's token would be older than the change.
    if (client && method !== "GET") markChanged(client, clock, startedAt)
    return { response, client: await clientJson(client, call.view) }
  })
}

/** For the few endpoints that return the client, or no envelope. */
const routeClient = (method: string, path: string, handler: Handler) =>
  on(method, path, async (call) => ({ response: await handler(call), client: null }))
const routeBare = (method: string, path: string, handler: Handler) =>
  on(method, path, async (call) => handler(call))

function on(method: string, path: string, endpoint: Endpoint) {
  router.add("ALL", path, { method, endpoint })
}

export function findEndpoint(method: string, path: string) {
  const [matches] = router.match("ALL", path)
  const found = matches.find(([route]) => route.method === method)
  if (found) return { endpoint: found[0].endpoint, params: found[1] as Record<string, string> }
  throw matches.length > 0
    ? apiError(405, "method_not_allowed", `This endpoint doesn't support ${method}.`)
    : notFound("endpoint")
}

routeBare("GET", "/.well-known/jwks.json", ({ instance }) => jwksJson(instance))
routeBare("GET", "/health", () => ({ status: "healthy" }))
routeBare("GET", "/environment", readEnvironment)
routeBare("PATCH", "/environment", updateEnvironment)
routeBare("POST", "/dev_browser", createDevBrowser)

routeClient("GET", "/client", readClient)
routeClient("PUT", "/client", createClient)
routeClient("POST", "/client", createClient)
routeClient("DELETE", "/client", destroyClient)
routeClient("DELETE", "/client/sessions", removeSessions)
routeBare("GET", "/client/handshake", shakeHands)

route("GET", "/client/sessions/:sessionId", readSession)
route("POST", "/client/sessions/:sessionId/touch", touchSession)
route("POST", "/client/sessions/:sessionId/end", signOutSession("ended"))
route("POST", "/client/sessions/:sessionId/remove", signOutSession("removed"))
route("POST", "/client/sessions/:sessionId/verify", startReverification)
route("POST", "/client/sessions/:sessionId/verify/prepare_first_factor", prepareFirst)
route("POST", "/client/sessions/:sessionId/verify/attempt_first_factor", attemptFirst)
route("POST", "/client/sessions/:sessionId/verify/prepare_second_factor", prepareSecond)
route("POST", "/client/sessions/:sessionId/verify/attempt_second_factor", attemptSecond)
routeBare("POST", "/client/sessions/:sessionId/tokens", createToken)
routeBare("POST", "/client/sessions/:sessionId/tokens/:template", createTemplateToken)

route("POST", "/client/sign_ins", createClientSignIn)
route("GET", "/client/sign_ins/:signInId", readSignIn)
route("POST", "/client/sign_ins/:signInId/prepare_first_factor", prepareFirstFactor)
route("POST", "/client/sign_ins/:signInId/attempt_first_factor", attemptFirstFactor)
route("POST", "/client/sign_ins/:signInId/prepare_second_factor", prepareSecondFactor)
route("POST", "/client/sign_ins/:signInId/attempt_second_factor", attemptSecondFactor)
route("POST", "/client/sign_ins/:signInId/reset_password", resetPassword)
route("PATCH", "/client/sign_ins/:signInId/protect_check", resolveSignInCheck)

routeBare("GET", "/verify", verifyEmailLink)
routeBare("GET", "/tickets/accept", acceptTicket)
routeBare("GET", "/oauth_callback", receiveCallback)
routeBare("POST", "/oauth_callback", receivePostedCallback)

route("POST", "/client/sign_ups", createClientSignUp)
route("GET", "/client/sign_ups/:signUpId", readSignUp)
route("PATCH", "/client/sign_ups/:signUpId", updateSignUp)
route("PATCH", "/client/sign_ups/:signUpId/protect_check", resolveSignUpCheck)
route("GET", "/client/sign_ups/:signUpId/enterprise_connections", listConnections)
route("POST", "/client/sign_ups/:signUpId/prepare_verification", prepareVerification)
route("POST", "/client/sign_ups/:signUpId/attempt_verification", attemptVerification)

routeBare("POST", "/waitlist", joinAppWaitlist)

route("GET", "/me", readUser)
route("PATCH", "/me", updateUser)
route("DELETE", "/me", deleteOwnUser)
route("PATCH", "/me/metadata", updateMetadata)
routeBare("GET", "/me/sessions/active", listActiveSessions)
route("POST", "/me/sessions/:sessionId/revoke", revokeSession)

route("POST", "/me/change_password", changePassword)
route("POST", "/me/remove_password", removePassword)
route("POST", "/me/totp", createUserTotp)
route("POST", "/me/totp/attempt_verification", verifyTotp)
route("DELETE", "/me/totp", deleteTotp)
route("POST", "/me/backup_codes", createBackupCodes)

routeBare("GET", "/me/email_addresses", listEmailAddresses)
route("GET", "/me/email_addresses/:emailAddressId", readEmailAddress)
routeBare("GET", "/me/phone_numbers", listPhoneNumbers)
route("POST", "/me/phone_numbers", createPhoneNumber)
route("GET", "/me/phone_numbers/:phoneNumberId", readPhoneNumber)
route("PATCH", "/me/phone_numbers/:phoneNumberId", updatePhoneNumber)
route("DELETE", "/me/phone_numbers/:phoneNumberId", deletePhoneNumber)
route("POST", "/me/phone_numbers/:phoneNumberId/prepare_verification", preparePhoneNumber)
route("POST", "/me/phone_numbers/:phoneNumberId/attempt_verification", attemptPhoneNumber)

route("POST", "/me/passkeys", createPasskey)
route("GET", "/me/passkeys/:passkeyId", readPasskey)
route("PATCH", "/me/passkeys/:passkeyId", updatePasskey)
route("DELETE", "/me/passkeys/:passkeyId", deletePasskey)
route("POST", "/me/passkeys/:passkeyId/attempt_verification", attemptPasskey)

route("GET", "/me/organization_memberships", listMemberships)
route("DELETE", "/me/organization_memberships/:organizationId", leaveOrganization)
route("GET", "/me/organization_invitations", listInvitations)
route("POST", "/me/organization_invitations/:invitationId/accept", acceptInvitation)
route("GET", "/me/organization_suggestions", listSuggestions)
route("POST", "/me/organization_suggestions/:suggestionId/accept", acceptSuggestion)
route("GET", "/me/organization_creation_defaults", readCreationDefaults)

route("POST", "/organizations", createOwnOrganization)
route("GET", "/organizations/:organizationId", readOrganization)
route("PATCH", "/organizations/:organizationId", updateOrganization)
route("DELETE", "/organizations/:organizationId", deleteOwnOrganization)
route("PUT", "/organizations/:organizationId/logo", updateLogo)
route("DELETE", "/organizations/:organizationId/logo", deleteLogo)
