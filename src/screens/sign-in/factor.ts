import type { FirstFactor, SecondFactor } from "~session/snapshot"
import { hasPasskeys } from "~ui/passkey/use-passkey"

type Factor = FirstFactor | SecondFactor

/** Tells factors apart: a user may have several addresses, numbers or connections for one strategy. */
export function keyOf(factor: Factor): string {
  if ("sendTo" in factor) return `${factor.strategy} ${factor.sendTo.id}`
  return "connectionId" in factor ? `${factor.strategy} ${factor.connectionId}` : factor.strategy
}

/** Whether two factors are the same; `null` means none. */
export function isSame(one: Factor | null, other: Factor | null): boolean {
  return one !== null && other !== null && keyOf(one) === keyOf(other)
}

/** The factors that this browser can use. If it can use none, all of them, so that the step can explain that. */
export function usable<One extends Factor>(factors: One[]): [One, ...One[]] {
  const others = factors.filter(({ strategy }) => strategy !== "passkey" || hasPasskeys())
  // Without any factor, an attempt is `unsupported`.
  return (others.length > 0 ? others : factors) as [One, ...One[]]
}
