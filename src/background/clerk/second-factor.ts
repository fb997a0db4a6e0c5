import { t } from "~i18n"
import { MessageError } from "~messaging/message-error"
import {
  SECOND_FACTORS,
  SENT_SECOND_FACTORS,
  type SecondFactor,
  type SentSecondFactor
} from "~session/snapshot"
import { takesEmailLinks } from "./email-links"
import type { Clerk } from "./sdk"

/** A sign-in as Clerk's SDK has it. */
export type SignInResource = NonNullable<Clerk["client"]>["signIn"]

/** Whether Clerk awaits a second step: the user's second factor, or a proof because the device is new. */
export function needsSecondFactor({ status }: Pick<SignInResource, "status">): boolean {
  return status === "needs_second_factor" || status === "needs_client_trust"
}

/**
 * Whether Clerk asks because it hasn't seen this device. An app that hasn't taken Clerk's update says `needs_second_factor` here, too;
 * no second factor that people set up is proved by email.
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

/** The second factors that work here, the preferred first. */
export async function secondFactorsOf(
  clerk: Clerk,
  { supportedSecondFactors }: SignInResource
): Promise<SecondFactor[]> {
  const offered = (supportedSecondFactors ?? []).map(({ strategy }) => strategy)
  const takesLinks = offered.includes("email_link") && (await takesEmailLinks(clerk))
  return SECOND_FACTORS.filter(
    (factor) => offered.includes(factor) && (factor !== "email_link" || takesLinks)
  )
}

/** What was sent and is awaited; `null` when nothing was. */
export function sentSecondFactor(signIn: SignInResource) {
  const { secondFactorVerification, supportedSecondFactors } = signIn
  const { strategy, status } = secondFactorVerification
  const awaited = SENT_SECOND_FACTORS.find((factor) => factor === strategy && status === "unverified")
  if (!awaited) return null
  const factor = preferredFactor(signIn, supportedSecondFactors, awaited)
  return { strategy: awaited, to: factor && "safeIdentifier" in factor ? factor.safeIdentifier : null }
}

/** Whether what was sent last can no longer be used. */
export function isOutdated({ secondFactorVerification: { strategy, status } }: SignInResource): boolean {
  return (
    SENT_SECOND_FACTORS.some((factor) => factor === strategy) && (status === "expired" || status === "failed")
  )
}

/** Sends a code or a link, or a new one. */
export async function sendSecondFactor(clerk: Clerk, signIn: SignInResource, strategy: SentSecondFactor) {
  const factor = preferredFactor(signIn, signIn.supportedSecondFactors, strategy)
  switch (factor?.strategy) {
    case "phone_code":
      return signIn.prepareSecondFactor({ strategy: "phone_code", phoneNumberId: factor.phoneNumberId })
    case "email_code":
      return signIn.prepareSecondFactor({ strategy: "email_code", emailAddressId: factor.emailAddressId })
    case "email_link":
      return signIn.prepareSecondFactor({
        strategy: "email_link",
        emailAddressId: factor.emailAddressId,
        redirectUrl: verifiedPageOf(clerk)
      })
    default:
      throw new MessageError({ code: "expired", message: t("errorAttemptExpired") })
  }
}

/**
 * The one to take where there are several of a strategy: what Clerk marks as the user's choice, else the address that they have
 * just entered.
 */
export function preferredFactor<Factor extends { strategy: string }>(
  { identifier }: SignInResource,
  offered: Factor[] | null,
  strategy: Factor["strategy"]
): Factor | undefined {
  const factors = (offered ?? []).filter((factor) => factor.strategy === strategy)
  return (
    factors.find((factor) => "default" in factor && factor.default) ??
    factors.find((factor) => "safeIdentifier" in factor && factor.safeIdentifier === identifier) ??
    factors.find((factor) => "primary" in factor && factor.primary) ??
    factors[0]
  )
}

/** The page of the web app that Clerk's components show after a link: it sends people back to where they came from. */
function verifiedPageOf({ __internal_environment: environment }: Clerk) {
  return `${environment?.displayConfig.signInUrl}#/verify`
}

function settingsOf({ __internal_environment: environment }: Clerk) {
  if (!environment) throw new Error("Clerk is not loaded")
  return environment.userSettings
}
