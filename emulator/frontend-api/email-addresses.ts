import { emailAddressJson } from "../json/identifications"
import { requireUser } from "./authentication"
import type { Call } from "./call"
import { notFound } from "./errors"

export const listEmailAddresses = (call: Call) =>
  requireUser(call).emailAddresses.map((email) => emailAddressJson(email, call.view))

export function readEmailAddress(call: Call) {
  const email = requireUser(call).emailAddresses.find(({ id }) => id === call.params.emailAddressId)
  if (!email) throw notFound("email address")
  return emailAddressJson(email, call.view)
}
