import type { Origin } from "~background/handle"
import type { Clerk } from "./sdk"

/** In milliseconds: the pages that a change concerns ask within moments of each other, and users don't notice an answer as old as this. */
const KEPT_MS = 1_000

type Ask<Request, Answer> = (clerk: Clerk, request: Request) => Promise<Answer>

type Kept = {
  ask: unknown
  question: string
  answer: Promise<unknown>
  askedAt: number
  keptMs: number
  /** It was asked for ahead, for one page: the next one asks again. */
  isAhead: boolean
  /** The tabs that have it; `undefined` stands for popups and side panels. */
  tabIds: Set<number | undefined>
}

let kept: Kept[] = []

/**
 * Wraps a query, so that pages that ask the same at about the same time share one request to Clerk. For answers that several pages show,
 * not for secrets. A tab never gets the same answer twice, so asking again always asks Clerk. A failure isn't kept.
 */
export function shared<Request, Answer>(ask: Ask<Request, Answer>) {
  return (clerk: Clerk, request: Request, { tabId }: Origin): Promise<Answer> => {
    const question = questionOf(clerk, request)
    const found = kept.find((one) => isAbout(one, ask, question) && isYoung(one) && !one.tabIds.has(tabId))
    const one = found ?? keep(ask, clerk, request, KEPT_MS)
    if (one.isAhead) forget(one)
    one.tabIds.add(tabId)
    return one.answer as Promise<Answer>
  }
}

/** Asks for what a page is about to ask, and keeps the answer for that page, for this long. */
export function askAhead<Request>(
  ask: Ask<Request, unknown>,
  clerk: Clerk,
  request: Request,
  keptMs: number
): Promise<unknown> {
  return keep(ask, clerk, request, keptMs, true).answer
}

/** For a command that has run, or a sync that begins: no page gets an answer from before it. */
export function forgetAnswers() {
  kept = []
}

function keep<Request>(
  ask: Ask<Request, unknown>,
  clerk: Clerk,
  request: Request,
  keptMs: number,
  isAhead = false
): Kept {
  const question = questionOf(clerk, request)
  const answer = ask(clerk, request)
  const one: Kept = { ask, question, answer, askedAt: Date.now(), keptMs, isAhead, tabIds: new Set() }
  kept = [one, ...kept.filter((other) => isYoung(other) && !isAbout(other, ask, question))]
  answer.catch(() => forget(one))
  return one
}

function forget(one: Kept) {
  kept = kept.filter((other) => other !== one)
}

// What one account sees isn't meant for the next.
function questionOf({ session }: Clerk, request: unknown) {
  return JSON.stringify([session?.id, request])
}

function isAbout(one: Kept, ask: unknown, question: string) {
  return one.ask === ask && one.question === question
}

// A time in the future means that this device's clock was set back.
function isYoung({ askedAt, keptMs }: Kept) {
  const age = Date.now() - askedAt
  return age >= 0 && age < keptMs
}
