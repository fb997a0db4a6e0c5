import { t } from "~i18n"
import type { RequestOf } from "~messaging/contracts"
import { MessageError } from "~messaging/message-error"
import {
  CODE_FACTORS,
  type FirstFactor,
  RESET_FACTORS,
  type SecondFactor,
  type Sent,
  type SsoFactor
} from "~session/snapshot"
import { isRefusal } from "./clerk-failure"
import { dismissAttempt, isDismissed } from "./dismissed"
import { firstFactorsOf, sendFirstFactor } from "./first-factor"
import { readInstance } from "./instance-settings"
import { toAttempt } from "./passkey-credential"
import { isHeldByProtect } from "./protect"
import type { Clerk, SignInResource } from "./sdk"
import { secondFactorsOf, sendSecondFactor, sendToNewDevice } from "./second-factor"
import { finish, loadedClient } from "./session"
import { attemptExpired, secondStep, signInUnderWay } from "./sign-in-under-way"
import { sendSignUpCode } from "./sign-up"
import { goOnWithSso } from "./sso"

/**
 * Identifies the user to Clerk, which answers with the ways they can sign in. If a code comes first, it's sent at once.
 * @see https://clerk.com/docs/guides/development/custom-flows/authentication/email-sms-otp
 * @see https://clerk.com/docs/guides/development/custom-flows/authentication/forgot-password
 */
export async function startSignIn(clerk: Clerk, { identifier, by }: RequestOf<"start-sign-in">) {
  const signIn = await identify(clerk, identifier)
  if (isHeldByProtect(signIn)) return

  const factors = firstFactorsOf(clerk, signIn)
  const company = onlyCompanyIn(factors)
  if (process.env.PLASMO_PUBLIC_CLERK_SSO && company) return goOnWithSso(clerk, signIn, company)
  const factor = by ? factors.find(by === "code" ? isCode : isReset) : factors[0]
  if (by && !factor) throw new MessageError({ code: "rejected", message: t(noneOf[by]), field: "identifier" })
  if (factor && "sendTo" in factor && (by || isCode(factor))) await sendFirstFactor(signIn, factor)
}

/** With nothing to choose, the company's page opens at once, as with Clerk's own components. */
function onlyCompanyIn(factors: FirstFactor[]): SsoFactor | undefined {
  const [company, ...others] = factors
  return company?.strategy === "enterprise_sso" && "connectionId" in company && others.length === 0
    ? company
    : undefined
}

const noneOf = { code: "errorNoCode", reset: "errorNoReset" } as const

const isCode = ({ strategy }: FirstFactor) => CODE_FACTORS.some((code) => code === strategy)
const isReset = ({ strategy }: FirstFactor) => RESET_FACTORS.some((reset) => reset === strategy)

async function identify(clerk: Clerk, identifier: string): Promise<SignInResource> {
  const { signIn, signUp } = loadedClient(clerk)
  await dismissAttempt(signUp.id)
  const { id, status, identifier: named } = signIn
  const isUnderWay = status === "needs_first_factor" && named === identifier && !(await isDismissed(id))
  return isUnderWay ? signIn : signIn.create({ identifier })
}

/**
 * Starts a sign-in with a password, or continues one with a code or a passkey.
 * @see https://clerk.com/docs/guides/development/custom-flows/authentication/email-password
 * @see https://clerk.com/docs/guides/development/custom-flows/authentication/passkeys
 */
export async function attemptFirstFactor(clerk: Clerk, request: RequestOf<"attempt-first-factor">) {
  switch (request.strategy) {
    case "password":
      return signInWithPassword(clerk, request)
    case "passkey":
      return finish(clerk, await loadedClient(clerk).signIn.attemptFirstFactor(toAttempt(request)))
    default:
      return finish(clerk, await signInUnderWay(clerk, "needs_first_factor").attemptFirstFactor(request))
  }
}

async function signInWithPassword(
  clerk: Clerk,
  request: Extract<RequestOf<"attempt-first-factor">, { strategy: "password" }>
) {
  if (process.env.PLASMO_PUBLIC_CLERK_SSO && (await goesToCompany(clerk, request))) return
  const { signIn, signUp } = loadedClient(clerk)
  await dismissAttempt(signUp.id)
  const attempt = await signIn.create(request).catch(async (error) => {
    // The next step then shows the ways this account has.
    if (isRefusal(error, "strategy_for_user_invalid")) await identify(clerk, request.identifier)
    // For a new password, the same code means that users should choose another.
    if (!isRefusal(error, "form_password_pwned")) throw error
    throw new MessageError({
      code: "rejected",
      message: t("errorPasswordCompromisedAtSignIn"),
      field: "password"
    })
  })
  await finish(clerk, attempt)
  await sendToNewDevice(clerk, attempt)
}

/**
 * Whether the address belongs to a company whose people sign in with its SSO. Clerk refuses their passwords, so this checks first, on
 * instances that have companies. With nothing to choose, it opens the company's page.
 */
async function goesToCompany(clerk: Clerk, { identifier }: { identifier: string }): Promise<boolean> {
  if (!readInstance(clerk).signIn.others.includes("enterprise_sso")) return false
  const signIn = await identify(clerk, identifier)
  const factors = firstFactorsOf(clerk, signIn)
  const company = onlyCompanyIn(factors)
  if (company) await goOnWithSso(clerk, signIn, company)
  return isHeldByProtect(signIn) || factors.some(({ strategy }) => strategy === "enterprise_sso")
}

/**
 * Answers a second factor, or enters the code for a new device.
 * @see https://clerk.com/docs/guides/development/custom-flows/authentication/multi-factor-authentication
 * @see https://clerk.com/docs/guides/development/custom-flows/authentication/device-trust
 */
export async function attemptSecondFactor(clerk: Clerk, request: RequestOf<"attempt-second-factor">) {
  await finish(clerk, await secondStep(clerk).attemptSecondFactor(toAttempt(request)))
}

/** Sends a code or a link, or a new one, for a step of the sign-in or sign-up. */
export async function sendCode(clerk: Clerk, request: RequestOf<"send-code">) {
  switch (request.for) {
    case "first-factor": {
      const signIn = signInUnderWay(clerk, "needs_first_factor")
      return sendFirstFactor(signIn, requested(firstFactorsOf(clerk, signIn), request))
    }
    case "second-factor": {
      const signIn = secondStep(clerk)
      return sendSecondFactor(clerk, signIn, requested(await secondFactorsOf(clerk, signIn), request))
    }
    case "sign-up":
      return sendSignUpCode(clerk, request.strategy)
  }
}

/** Finds the factor that a page requests among the ones that Clerk offers now. */
function requested<Factor extends FirstFactor | SecondFactor>(
  factors: Factor[],
  { strategy, id }: { strategy: string; id: string }
): Sent<Factor> {
  const factor = factors.find(
    (offered): offered is Sent<Factor> =>
      offered.strategy === strategy && "sendTo" in offered && offered.sendTo.id === id
  )
  if (!factor) throw attemptExpired()
  return factor
}

/** The last step of a forgotten password. */
export async function setNewPassword(clerk: Clerk, request: RequestOf<"set-new-password">) {
  const signIn = signInUnderWay(clerk, "needs_new_password")
  const { newPassword: password, signOutOfOtherSessions } = request
  await finish(clerk, await signIn.resetPassword({ password, signOutOfOtherSessions }))
}
