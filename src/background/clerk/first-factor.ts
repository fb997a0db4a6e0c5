import {
  CODE_FACTORS,
  type FirstFactor,
  isSsoStrategy,
  RESET_FACTORS,
  SENT_FIRST_FACTORS,
  type SendTo,
  type Sent,
  type SsoFactor
} from "~session/snapshot"
import { providerNameOf, readInstance } from "./instance-settings"
import { plainText } from "./plain"
import type { Clerk, SignInResource } from "./sdk"
import { findSent, sendingTo } from "./sent-to"

type Offered = { strategy: string }

/**
 * The first factors that work here, in the order of Clerk's own components: a passkey first, then what the instance prefers. Among
 * several addresses or numbers, the one the user has just entered comes first.
 */
export function firstFactorsOf(
  clerk: Clerk,
  { supportedFirstFactors, identifier }: SignInResource
): FirstFactor[] {
  const { prefersCode } = readInstance(clerk).signIn
  const offered = sortedFor(identifier, supportedFirstFactors ?? [])
  const only = (strategy: "passkey" | "password"): FirstFactor[] =>
    offered.some((factor) => factor.strategy === strategy) ? [{ strategy }] : []
  const sent = (strategies: readonly Sent<FirstFactor>["strategy"][]) =>
    offered.flatMap((factor): FirstFactor[] => {
      const strategy = strategies.find((candidate) => candidate === factor.strategy)
      const sendTo = sendToOf(factor)
      return strategy && sendTo ? [{ strategy, sendTo }] : []
    })
  const [codes, password] = [sent(CODE_FACTORS), only("password")]
  const preferred = prefersCode ? [...codes, ...password] : [...password, ...codes]
  const sso = process.env.PLASMO_PUBLIC_CLERK_SSO ? ssoFactorsOf(clerk, offered) : []
  return [...only("passkey"), ...preferred, ...sso, ...sent(RESET_FACTORS)]
}

type EnterpriseConnection = { enterpriseConnectionId?: unknown; enterpriseConnectionName?: unknown }

function ssoFactorsOf(clerk: Clerk, offered: (Offered & EnterpriseConnection)[]): SsoFactor[] {
  return offered.flatMap(({ strategy, enterpriseConnectionId: id, enterpriseConnectionName: name }) => {
    if (!isSsoStrategy(strategy)) return []
    const isCompany = strategy === "enterprise_sso"
    return {
      strategy,
      name: (isCompany && plainText(name, 40)) || providerNameOf(clerk, strategy),
      connectionId: isCompany && typeof id === "string" ? id : null
    }
  })
}

/** The factor whose code Clerk is waiting for, if any. */
export async function sentFirstFactor(
  clerk: Clerk,
  signIn: SignInResource
): Promise<Sent<FirstFactor> | null> {
  const { strategy, status } = signIn.firstFactorVerification
  const awaited = SENT_FIRST_FACTORS.find((factor) => factor === strategy && status === "unverified")
  return awaited ? findSent(signIn.id, awaited, firstFactorsOf(clerk, signIn)) : null
}

/** Sends a code, or a new one. */
export async function sendFirstFactor(signIn: SignInResource, factor: Sent<FirstFactor>) {
  const { strategy, sendTo } = factor
  await sendingTo({ attemptId: signIn.id ?? "", strategy, id: sendTo.id }, () => {
    switch (strategy) {
      case "email_code":
      case "reset_password_email_code":
        return signIn.prepareFirstFactor({ strategy, emailAddressId: sendTo.id })
      case "phone_code":
      case "reset_password_phone_code":
        return signIn.prepareFirstFactor({ strategy, phoneNumberId: sendTo.id })
    }
  })
}

/** Sorts addresses and numbers: first the one the user has just entered, then their default, then their primary one. */
export function sortedFor<Factor extends Offered>(identifier: string | null, offered: Factor[]): Factor[] {
  const rank = (factor: Factor) => {
    if ("safeIdentifier" in factor && factor.safeIdentifier === identifier) return 0
    if ("default" in factor && factor.default) return 1
    return "primary" in factor && factor.primary ? 2 : 3
  }
  return [...offered].sort((one, other) => rank(one) - rank(other))
}

/** Where Clerk sends this factor's code or link. */
export function sendToOf(
  factor: Offered & { emailAddressId?: string; phoneNumberId?: string; safeIdentifier?: string }
): SendTo | null {
  const id = factor.emailAddressId ?? factor.phoneNumberId
  return id ? { id, label: plainText(factor.safeIdentifier) } : null
}
