import { listInvitations, listMemberships, listSuggestions } from "./organizations"
import type { Clerk } from "./sdk"
import { exclusiveOrganizationIdOf } from "./session"
import { askAhead } from "./shared-answers"

/** In milliseconds: longer than Chrome takes to open a page. */
const KEPT_MS = 3_000

/**
 * Fetches the first page of each list while Chrome is still opening the page that shows them, which takes about as long as the
 * requests: the lists appear a whole request sooner.
 */
export async function askListsAhead(clerk: Clerk) {
  const { session } = clerk
  if (session?.currentTask?.key !== "choose-organization" || exclusiveOrganizationIdOf(session)) return
  const lists = [listMemberships, listInvitations, listSuggestions]
  await Promise.allSettled(lists.map((list) => askAhead(list, clerk, { offset: 0 }, KEPT_MS)))
}
