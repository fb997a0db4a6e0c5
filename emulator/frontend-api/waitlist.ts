import { joinWaitlist } from "../model/waitlist"
import type { Call } from "./call"
import { featureDisabled, waitlistClosed } from "./errors"
import { checkEmailAddress } from "./identifiers"

/** Adds an address to the waitlist. An existing entry stays unchanged. */
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
