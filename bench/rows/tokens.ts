import type { Bench } from "../bench"
import type { Line } from "../line"
import { each, inTurns } from "../sampling"
import type { Subject } from "../subject"

const CALLERS = 100

/** Session tokens for a page: one fresh token, and many at once after Chrome has stopped the worker. */
export async function tokens(bench: Bench): Promise<Line[]> {
  const { ours, pattern, floor, samples } = bench
  const person = await bench.addPerson("tokens", 2)
  for (const subject of [ours, pattern])
    await bench.use(subject, await person.signIn(person.organizationIds[0]))

  const fresh = await inTurns(samples * 3, {
    ours: () => getToken(bench, ours),
    pattern: () => getToken(bench, pattern),
    floor: () => getToken(bench, floor)
  })
  const many = await inTurns(samples, {
    ours: () => getTokens(bench, ours),
    pattern: () => getTokens(bench, pattern)
  })
  const ask = "getToken from a page, token fresh"
  const askAll = `getToken, ${CALLERS} callers at once, after a stopped worker`
  return [
    { what: ask, unit: "ms", ...each(fresh, "milliseconds"), goal: { p95: 5 } },
    { what: `${ask}: requests`, unit: "requests", ...each(fresh, "requests"), goal: { most: 0 } },
    { what: askAll, unit: "ms", ...each(many, "milliseconds") },
    {
      what: `${askAll}: token requests`,
      unit: "requests",
      ...each(many, "tokenRequests"),
      goal: { most: 1 }
    },
    { what: `${askAll}: requests`, unit: "requests", ...each(many, "requests") }
  ]
}

async function getToken(bench: Bench, subject: Subject) {
  // The worker may have been idle during the other extensions' turns.
  await subject.ask("send", { name: "get-token" })
  const { result, requests } = await bench.requestsDuring(() =>
    subject.ask<{ milliseconds: number }>("send", { name: "get-token" })
  )
  return { milliseconds: result.milliseconds, requests: requests.length }
}

async function getTokens(bench: Bench, subject: Subject) {
  await subject.stopWorker()
  const { result, requests } = await bench.requestsDuring(() =>
    subject.ask<number>("sendAtOnce", CALLERS, { name: "get-token" })
  )
  const tokenRequests = requests.filter(({ path }) => path.endsWith("/tokens"))
  return { milliseconds: result, requests: requests.length, tokenRequests: tokenRequests.length }
}
