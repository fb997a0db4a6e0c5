import { suggestionJson } from "../json/organization"
import { markChanged } from "../model/clock"
import { exists } from "../model/organization"
import { requireUserOfOrganizations } from "./authentication"
import type { Call } from "./call"
import { alreadyAMember, apiError, notFound } from "./errors"
import { pageOf, withStatus } from "./pages"

export function listSuggestions(call: Call) {
  const suggestions = requireUserOfOrganizations(call).suggestions.filter((suggestion) =>
    exists(call.instance, suggestion.organization)
  )
  const wanted = withStatus(call, suggestions, ({ status }) => status).reverse()
  return pageOf(call, wanted, wanted.length, (suggestion) => suggestionJson(suggestion, call.view))
}

/** Requests membership. An admin decides, so this creates no membership. */
export function acceptSuggestion(call: Call) {
  const { instance, params, view } = call
  const user = requireUserOfOrganizations(call)
  const suggestion = user.suggestions.find(({ id }) => id === params.suggestionId)
  if (!suggestion || !exists(instance, suggestion.organization)) throw notFound("suggestion")
  if (suggestion.status === "accepted") {
    throw apiError(400, "organization_suggestion_already_accepted", "You have already asked to join.")
  }
  if (user.memberships.has(suggestion.organization.id)) throw alreadyAMember()
  suggestion.status = "accepted"
  markChanged(suggestion, instance.clock)
  return suggestionJson(suggestion, view)
}
