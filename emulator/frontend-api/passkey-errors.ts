import { MAX_PASSKEYS } from "../model/passkeys"
import { apiError } from "./errors"

export const passkeysOff = () =>
  apiError(422, "form_param_value_invalid", "This value of strategy is not supported.", { param: "strategy" })
export const passkeysMissing = () =>
  apiError(400, "no_passkeys_found_for_user", "This account has no passkeys.", {
    longMessage: "No passkeys are registered for this account."
  })
export const passkeyUnknown = () =>
  apiError(404, "passkey_not_registered", "This passkey isn't registered.", {
    longMessage: "This passkey isn't registered here. It may have been removed from its account."
  })
export const passkeyFailed = () =>
  apiError(400, "passkey_authentication_failure", "The passkey could not be verified.")
export const passkeyMalformed = () =>
  apiError(422, "passkey_invalid_public_key_credential", "This passkey can't be read.", {
    param: "public_key_credential"
  })
export const registrationFailed = () =>
  apiError(400, "passkey_registration_failure", "The passkey could not be registered.")
export const registrationIncomplete = () =>
  apiError(422, "passkey_identification_not_verified", "The passkey is not verified.", {
    longMessage: "The registration of this passkey is not complete."
  })
export const passkeyQuotaExceeded = () =>
  apiError(403, "passkey_quota_exceeded", "You have too many passkeys.", {
    longMessage: `An account can have at most ${MAX_PASSKEYS} passkeys.`
  })
