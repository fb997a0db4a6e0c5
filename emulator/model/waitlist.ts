import { newId } from "./ids"
import type { Instance } from "./instance"

/** Someone who waits to be let into the app. */
export type WaitlistEntry = {
  id: string
  emailAddress: string
  status: "pending" | "invited" | "completed"
  createdAt: number
  updatedAt: number
}

/** Adds an address, or answers with the entry that it has. */
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
