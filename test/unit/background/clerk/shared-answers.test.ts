import { afterEach, beforeEach, expect, test, vi } from "vitest"
import type { Clerk } from "~background/clerk/sdk"
import { askAhead, forgetAnswers, shared } from "~background/clerk/shared-answers"

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"] })
})

afterEach(() => {
  forgetAnswers()
  vi.useRealTimers()
})

const clerkOf = (sessionId: string) => ({ session: { id: sessionId } }) as Clerk
const clerk = clerkOf("sess_ada")
const page = { offset: 0 }

/** A query that answers with how often Clerk was asked, and a way for a tab to send it. */
function counting() {
  const ask = vi.fn(async (_clerk: Clerk, _request: { offset: number }) => ask.mock.calls.length)
  const query = shared(ask)
  const from = (tabId: number | undefined, request = page, as = clerk) =>
    query(as, request, { shown: undefined, isRepeated: false, tabId })
  return { ask, from }
}

const pass = (milliseconds: number) => vi.setSystemTime(Date.now() + milliseconds)

test("sixty tabs that ask at once share one request", async () => {
  const { ask, from } = counting()

  await Promise.all(Array.from({ length: 60 }, (_, tabId) => from(tabId)))

  expect(ask).toHaveBeenCalledOnce()
})

test("an answer is shared for a second", async () => {
  const { from } = counting()
  await from(1)

  pass(999)
  expect(await from(2)).toBe(1)
  pass(1)
  expect(await from(3)).toBe(2)
})

test("a tab that asks again gets a new answer, which the others then share", async () => {
  const { from } = counting()

  expect([await from(1), await from(2)]).toEqual([1, 1])
  expect([await from(1), await from(2), await from(3)]).toEqual([2, 2, 2])
})

test("popups and side panels have no tab: when one opens again, it gets a new answer", async () => {
  const { from } = counting()

  expect([await from(undefined), await from(undefined)]).toEqual([1, 2])
})

test("another request, another query and another session have their own answers", async () => {
  const { ask, from } = counting()
  const other = counting()
  await from(1)

  await from(2, { offset: 10 })
  await from(3, page, clerkOf("sess_grace"))
  await other.from(4)

  expect(ask).toHaveBeenCalledTimes(3)
  expect(other.ask).toHaveBeenCalledOnce()
})

test("after a command, no tab gets an answer from before it, even one that is still on its way", async () => {
  const { from } = counting()
  const onItsWay = from(1)

  forgetAnswers()

  expect([await onItsWay, await from(2)]).toEqual([1, 2])
})

test("tabs that wait for a request share its failure, and the next one asks again", async () => {
  const { ask, from } = counting()
  ask.mockRejectedValueOnce(new Error("Clerk is down"))

  const replies = await Promise.allSettled([from(1), from(2)])

  expect(replies.map(({ status }) => status)).toEqual(["rejected", "rejected"])
  expect(await from(3)).toBe(2)
})

test("an answer from the future isn't used, as this device's clock was set back", async () => {
  const { from } = counting()
  await from(1)

  pass(-1)

  expect(await from(2)).toBe(2)
})

test("what was asked ahead lasts as long as it says, then like any other answer", async () => {
  const { ask, from } = counting()
  await askAhead(ask, clerk, page, 3_000)

  pass(2_999)
  expect(await from(1)).toBe(1)
  pass(1)
  expect(await from(2)).toBe(2)
})
