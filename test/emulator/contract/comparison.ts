import { expect } from "vitest"
import { findDescription, type Mismatch, readDescription } from "./description"
import { recordExchanges } from "./exchanges"

export type Difference = Mismatch & { why: string }

/** Compares responses with Clerk's description of an API. Without the description, everything matches. */
export function compareWith(api: "fapi" | "bapi", knownDifferences: Difference[]) {
  const file = findDescription(api)
  const description = file ? readDescription(file) : undefined
  if (!description) {
    const variable = `${api.toUpperCase()}_SPEC`
    console.warn(
      `Responses aren't compared with Clerk's description of its API, because ${variable} isn't set.`
    )
  }
  const met = new Set<Difference>()

  /** Every response in the meantime has to match the description, except for known differences. */
  async function asDescribed(run: () => Promise<void>) {
    const exchanges = recordExchanges()
    await run()
    const recorded = await Promise.all(exchanges)
    expect(recorded).not.toEqual([])
    const unknown = recorded.flatMap(description?.mismatches ?? (() => [])).filter((mismatch) => {
      const known = knownDifferences.find((difference) => isSame(difference, mismatch))
      if (known) met.add(known)
      return !known
    })
    expect(unknown).toEqual([])
  }

  return {
    asDescribed,
    isSkipped: !description,
    /** The known differences that no response had. */
    goneDifferences: () => knownDifferences.filter((difference) => !met.has(difference))
  }
}

const isSame = (one: Mismatch, other: Mismatch) =>
  one.request === other.request &&
  one.status === other.status &&
  one.at === other.at &&
  one.what === other.what
