import type { RequestOf } from "~messaging/contracts"
import { failed } from "~messaging/failed"
import type { SecondFactorAdded, TotpEnrolment } from "~session/task-forms"
import { addingSecondFactor } from "./backup-codes"
import { isRefusal } from "./clerk-failure"
import type { Clerk } from "./sdk"
import { currentUser } from "./session"
import { forgetEnrolment, readEnrolment, rememberEnrolment } from "./totp-enrolment"

/**
 * Starts adding an authenticator app, or continues the enrolment under way, so that a reloaded page shows the same QR code.
 * @see https://clerk.com/docs/guides/development/custom-flows/account-updates/manage-mfa
 */
export async function startTotp(clerk: Clerk): Promise<TotpEnrolment> {
  const user = currentUser(clerk)
  const underWay = await readEnrolment(user.id)
  if (underWay) return underWay

  const { secret, uri } = await user.createTOTP()
  if (!secret || !uri) throw failed("unexpected", "errorUnexpected")
  const enrolment = { secret, uri }
  await rememberEnrolment(user.id, enrolment)
  return enrolment
}

/** Completes the `setup-mfa` task with the app's first code. */
export async function verifyTotp(
  clerk: Clerk,
  { code }: RequestOf<"verify-totp">
): Promise<SecondFactorAdded> {
  const added = await addingSecondFactor(clerk, () =>
    currentUser(clerk)
      .verifyTOTP({ code })
      .catch((error) => {
        // An earlier answer got lost.
        if (!isRefusal(error, "verification_already_verified")) throw error
        return null
      })
  )
  await forgetEnrolment()
  return added
}

/** Ends the enrolment under way. */
export async function cancelTotp() {
  await forgetEnrolment()
}
