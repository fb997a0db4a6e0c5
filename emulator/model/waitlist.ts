import { newId } from "./ids"
import type { Instance } from "./instance"

/** A person who is waiting for access to the app. */
export type WaitlistEntry = {
  id: string
  emailAddress: string
  status: "pending" | "invited" | "completed"
  createdAt: number
  updatedAt: number
}

/** Adds an address, or returns its existing entry. */
export function joinWaitlist({ waitlist, clock }: Instance, emailAddress: string): WaitlistEntry {
  const known = [...waitlist.values()].find((entry) => entry.emailAddress === emailAddress)
  if (known) return known
  const now = clock.now()
  const entry: WaitlistEntry = {
    id: newId("wle"),
    emailAddress,
    status: "pending",
    createdAt: now,
    updatedAt: now
  }
  waitlist.set(entry.id, entry)
  return entry
}
