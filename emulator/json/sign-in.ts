import { firstFactorsOf } from "../model/factors"
import { clientTrustStateOf, type SignIn, secondFactorsFor } from "../model/sign-in"
import { verificationJson } from "./verification"
import { imageUrl, type View } from "./view"

export function signInJson(signIn: SignIn, view: View) {
  const { instance } = view
  const { user, status } = signIn
  return {
    object: "sign_in_attempt",
    id: signIn.id,
    status,
    supported_identifiers: ["email_address", ...(instance.settings.signIn.phoneCode ? ["phone_number"] : [])],
    identifier: signIn.identifier,
    supported_first_factors: user && firstFactorsOf(user, instance, signIn.identifier),
    supported_second_factors: isSecond(status) ? secondFactorsFor(signIn, instance) : null,
    first_factor_verification: verificationJson(signIn.firstFactor, view),
    second_factor_verification: verificationJson(signIn.secondFactor, view),
    user_data: user && {
      first_name: user.firstName,
      last_name: user.lastName,
      image_url: imageUrl(view, user),
      has_image: false
    },
    created_session_id: signIn.createdSessionId,
    abandon_at: signIn.abandonAt,
    client_trust_state: clientTrustStateOf(signIn, instance)
  }
}

const isSecond = (status: SignIn["status"]) =>
  status === "needs_second_factor" || status === "needs_client_trust"
