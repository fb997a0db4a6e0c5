import { identifierKinds } from "../model/attributes"
import { pendingCheck } from "../model/protect-check"
import { clientTrustStateOf, firstFactorsFor, type SignIn, secondFactorsFor } from "../model/sign-in"
import { hidesAccounts } from "../model/stranger"
import { protectCheckJson } from "./protect-check"
import { verificationJson } from "./verification"
import { imageUrl, type View } from "./view"

export function signInJson(signIn: SignIn, view: View) {
  const { instance } = view
  const { status } = signIn
  const shown = shownUser(signIn, view)
  return {
    object: "sign_in_attempt",
    id: signIn.id,
    status: isHeld(signIn, view) ? "needs_protect_check" : status,
    supported_identifiers: [
      ...identifierKinds(instance.settings),
      ...(instance.settings.passkeys.enabled ? ["passkey"] : [])
    ],
    identifier: signIn.identifier,
    supported_first_factors: firstFactorsFor(signIn, instance),
    supported_second_factors: isSecond(status) ? secondFactorsFor(signIn, instance) : null,
    first_factor_verification: verificationJson(signIn.firstFactor, view),
    second_factor_verification: verificationJson(signIn.secondFactor, view),
    user_data: shown && {
      first_name: shown.firstName,
      last_name: shown.lastName,
      image_url: imageUrl(view, shown),
      has_image: false
    },
    created_session_id: signIn.createdSessionId,
    abandon_at: signIn.abandonAt,
    client_trust_state: clientTrustStateOf(signIn, instance),
    protect_check: protectCheckJson(signIn, view)
  }
}

const isHeld = (signIn: SignIn, { instance }: View) =>
  pendingCheck(signIn) !== null && !instance.settings.protect.legacyStatus

/** The user, unless that would reveal whether an account exists. */
const shownUser = ({ user, firstFactor }: SignIn, { instance }: View) =>
  hidesAccounts(instance) && firstFactor?.status !== "verified" ? null : user

const isSecond = (status: SignIn["status"]) =>
  status === "needs_second_factor" || status === "needs_client_trust"
