import { SENT_SECOND_FACTORS, type SecondFactor, type Sent } from "~session/snapshot"
import { takesEmailLinks } from "./email-links"
import { sendToOf, sortedFor } from "./first-factor"
import { isHeldByProtect } from "./protect"
import type { Clerk, SignInResource } from "./sdk"
import { findSent, sendingTo } from "./sent-to"

// As Clerk's own components sort them.
const ORDER = ["totp", "phone_code", "passkey", "email_code", "email_link", "backup_code"] as const

/** Whether Clerk expects a second step: the user's second factor, or a proof because the device is new. */
export function needsSecondFactor({ status }: Pick<SignInResource, "status">): boolean {
  return status === "needs_second_factor" || status === "needs_client_trust"
}

/**
 * Whether Clerk requires this step because it doesn't know the device. For apps without Clerk's update the status here is
 * `needs_second_factor` too; but no second factor that users set up works by email.
 * @see https://clerk.com/docs/guides/secure/device-trust
 */
export function isNewDevice(
  clerk: Clerk,
  { status, clientTrustState, supportedSecondFactors }: SignInResource
): boolean {
  if (status === "needs_client_trust") return true
  if (status !== "needs_second_factor" || clientTrustState !== "new") return false
  const { attributes } = settingsOf(clerk)
  const hasSecondFactors = Object.values(attributes).some((attribute) => attribute?.used_for_second_factor)
  return (
    !hasSecondFactors || (supportedSecondFactors ?? []).some(({ strategy }) => strategy.startsWith("email_"))
  )
}

/** The second factors that work here, the preferred one first. */
export async function secondFactorsOf(
  clerk: Clerk,
  { supportedSecondFactors, identifier }: SignInResource
): Promise<SecondFactor[]> {
  const offered = sortedFor(identifier, supportedSecondFactors ?? [])
  const hasLinks = offered.some(({ strategy }) => strategy === "email_link")
  const takesLinks = hasLinks && (await takesEmailLinks(clerk))
  return ORDER.flatMap((strategy) =>
    offered
      .filter((factor) => factor.strategy === strategy && (strategy !== "email_link" || takesLinks))
      .flatMap((factor) => toSecondFactor(strategy, factor))
  )
}

function toSecondFactor(strategy: SecondFactor["strategy"], factor: { strategy: string }): SecondFactor[] {
  switch (strategy) {
    case "totp":
    case "backup_code":
    case "passkey":
      return [{ strategy }]
    default: {
      const sendTo = sendToOf(factor)
      return sendTo ? [{ strategy, sendTo }] : []
    }
  }
}

/** The factor whose code or link Clerk is waiting for, if any. */
export async function sentSecondFactor(
  clerk: Clerk,
  signIn: SignInResource
): Promise<Sent<SecondFactor> | null> {
  const { strategy, status } = signIn.secondFactorVerification
  const awaited = SENT_SECOND_FACTORS.find((factor) => factor === strategy && status === "unverified")
  return awaited ? findSent(signIn.id, awaited, await secondFactorsOf(clerk, signIn)) : null
}

/** Whether the last code or link can no longer be used. */
export function isOutdated({ secondFactorVerification: { strategy, status } }: SignInResource): boolean {
  return (
    SENT_SECOND_FACTORS.some((factor) => factor === strategy) && (status === "expired" || status === "failed")
  )
}

/** Sends a code or a link, or a new one. */
export async function sendSecondFactor(clerk: Clerk, signIn: SignInResource, factor: Sent<SecondFactor>) {
  const { strategy, sendTo } = factor
  await sendingTo({ attemptId: signIn.id ?? "", strategy, id: sendTo.id }, () => {
    switch (strategy) {
      case "phone_code":
        return signIn.prepareSecondFactor({ strategy, phoneNumberId: sendTo.id })
      case "email_code":
        return signIn.prepareSecondFactor({ strategy, emailAddressId: sendTo.id })
      case "email_link":
        return signIn.prepareSecondFactor({
          strategy,
          emailAddressId: sendTo.id,
          redirectUrl: verifiedPageOf(clerk)
        })
    }
  })
}

/**
 * Sends the code or link that Clerk requires from a new device, if it does: the user didn't choose this step and has nothing to choose,
 * so it's sent at once.
 */
export async function sendToNewDevice(clerk: Clerk, signIn: SignInResource) {
  if (!isNewDevice(clerk, signIn) || isHeldByProtect(signIn)) return
  const [preferred] = await secondFactorsOf(clerk, signIn)
  if (preferred && "sendTo" in preferred) await sendSecondFactor(clerk, signIn, preferred)
}

/** The web app's page that Clerk's components show after a link: it sends users back to where they came from. */
function verifiedPageOf({ __internal_environment: environment }: Clerk) {
  return `${environment?.displayConfig.signInUrl}#/verify`
}

function settingsOf({ __internal_environment: environment }: Clerk) {
  if (!environment) throw new Error("Clerk is not loaded")
  return environment.userSettings
}
