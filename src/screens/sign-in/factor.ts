import type { FirstFactor, SecondFactor } from "~session/snapshot"

type Factor = FirstFactor | SecondFactor

/** Tells factors apart: there may be several of a strategy, for several addresses or numbers. */
export function keyOf(factor: Factor): string {
  return "sendTo" in factor ? `${factor.strategy} ${factor.sendTo.id}` : factor.strategy
}

/** Whether two factors are the same; `null` is none. */
export function isSame(one: Factor | null, other: Factor | null): boolean {
  return one !== null && other !== null && keyOf(one) === keyOf(other)
}
