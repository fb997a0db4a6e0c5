import type { AnswerOf } from "~messaging/contracts"
import { lastKnownOf } from "~session/snapshot"
import { sessionOwner } from "./owner"
import { readSnapshot } from "./snapshot-store"
import { requireClosedStorage } from "./storage-access"

/** Whether the user is signed in, and the name they chose. */
export async function getSignedInName(): Promise<AnswerOf<"get-signed-in-name">> {
  if (!process.env.PLASMO_PUBLIC_CONTENT_SCRIPT_ORIGINS) return { isSignedIn: false, name: null }
  await requireClosedStorage()
  // The page decides how often this runs.
  await sessionOwner.sync({ isPatient: true })
  const session = lastKnownOf(await readSnapshot())
  if (session?.status !== "active") return { isSignedIn: false, name: null }
  return { isSignedIn: true, name: session.user.fullName }
}
