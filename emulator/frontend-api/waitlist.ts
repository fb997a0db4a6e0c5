import { joinWaitlist } from "../model/waitlist"
import type { Call } from "./call"
import { featureDisabled, waitlistClosed } from "./errors"
import { checkEmailAddress } from "./identifiers"

/** Puts an address on the list; one that is on it already stays as it is. */
export function joinAppWaitlist({ instance, form }: Call) {
  const { mode, waitlistOpen } = instance.settings.signUp
  if (mode !== "waitlist") throw featureDisabled()
  const emailAddress = checkEmailAddress(form.required("email_address"))
  if (!waitlistOpen) throw waitlistClosed()
  const entry = joinWaitlist(instance, emailAddress)
  return {
    object: "waitlist_entry",
    id: entry.id,
    created_at: entry.createdAt,
    updated_at: entry.updatedAt
  }
}
