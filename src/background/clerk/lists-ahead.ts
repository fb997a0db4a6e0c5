import { listInvitations, listMemberships, listSuggestions } from "./organizations"
import type { Clerk } from "./sdk"
import { exclusiveOrganizationIdOf } from "./session"

type Page = { offset: number }
type List<Rows> = (clerk: Clerk, page: Page) => Promise<Rows>

/** In milliseconds: longer than Chrome takes to open a page. */
const KEPT_MS = 3_000

/** Keeps answers to requests that a page is about to make. */
function createListsAhead() {
  let answers = new Map<unknown, Promise<unknown>>()
  let askedFor: string | undefined
  let askedAt = 0

  return {
    /**
     * Fetches the first page of each list while Chrome is still opening the page that shows them, which takes about as long
     * as the requests: the lists appear a whole request sooner.
     */
    async ask(clerk: Clerk) {
      const { session } = clerk
      if (session?.currentTask?.key !== "choose-organization" || exclusiveOrganizationIdOf(session)) return
      askedFor = session.id
      askedAt = Date.now()
      const lists: List<unknown>[] = [listMemberships, listInvitations, listSuggestions]
      answers = new Map(lists.map((list) => [list, list(clerk, { offset: 0 })]))
      await Promise.allSettled(answers.values())
    },

    /** Answers the page's first request with what was fetched ahead for this session; each answer is used once. */
    answered<Rows>(list: List<Rows>): List<Rows> {
      return (clerk, page) => {
        const answer = answers.get(list) as Promise<Rows> | undefined
        answers.delete(list)
        const isMeant = page.offset === 0 && clerk.session?.id === askedFor && Date.now() < askedAt + KEPT_MS
        return answer && isMeant ? answer : list(clerk, page)
      }
    }
  }
}

const listsAhead = createListsAhead()

/** Fetches the lists ahead, with the service worker's one set of answers. */
export const askListsAhead = listsAhead.ask

/** Wraps a list function, so that it first uses what was fetched ahead. */
export const answeredAhead = listsAhead.answered
