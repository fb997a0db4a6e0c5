import { emailAddressJson } from "../json/identifications"
import { requireUser } from "./authentication"
import type { Call } from "./call"
import { notFound } from "./errors"

export function listEmailAddresses(call: Call) {
  const user = requireUser(call)
  return user.emailAddresses.map((email) => emailAddressJson(email, user, call.view))
}

export function readEmailAddress(call: Call) {
  const user = requireUser(call)
  const email = user.emailAddresses.find(({ id }) => id === call.params.emailAddressId)
  if (!email) throw notFound("email address")
  return emailAddressJson(email, user, call.view)
}
