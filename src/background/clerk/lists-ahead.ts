import type { Clerk } from "./clerk"
import { listInvitations, listMemberships, listSuggestions } from "./organizations"

type Page = { offset: number }
type List<Rows> = (clerk: Clerk, page: Page) => Promise<Rows>

/** Longer than Chrome takes to open a page. */
const KEPT_MS = 3_000

let answers = new Map<unknown, Promise<unknown>>()
let askedFor: string | undefined
let askedAt = 0

/**
 * Asks for the first page of each list while Chrome is still opening the page that shows them, which takes about as long as
 * the answers: people see them a whole request sooner.
 */
export async function askListsAhead(clerk: Clerk) {
  const { session } = clerk
  if (session?.currentTask?.key !== "choose-organization") return
  askedFor = session.id
  askedAt = Date.now()
  const lists: List<unknown>[] = [listMemberships, listInvitations, listSuggestions]
  answers = new Map(lists.map((list) => [list, list(clerk, { offset: 0 })]))
  await Promise.allSettled(answers.values())
}

/** Answers the page's first question with what was asked ahead for this session; each answer serves once. */
export function answeredAhead<Rows>(list: List<Rows>): List<Rows> {
  return (clerk, page) => {
    const answer = answers.get(list) as Promise<Rows> | undefined
    answers.delete(list)
    const isMeant = page.offset === 0 && clerk.session?.id === askedFor && Date.now() < askedAt + KEPT_MS
    return answer && isMeant ? answer : list(clerk, page)
  }
}
