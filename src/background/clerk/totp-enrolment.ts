import * as v from "valibot"
import type { SessionSnapshot } from "~session/snapshot"
import type { TotpEnrolment } from "~session/task-forms"

const ENROLMENT_KEY = "totp-enrolment"
const KEPT_FOR_MINUTES = 10

/** The alarm that forgets an abandoned enrolment. */
export const FORGET_ENROLMENT_ALARM = "forget-totp-enrolment"

const Kept = v.object({ secret: v.string(), uri: v.string(), userId: v.string(), startedAt: v.number() })
type Kept = v.InferOutput<typeof Kept>

/**
 * This user's enrolment under way. It's kept apart from the snapshot and in memory only, until it's verified or canceled, the user
 * signs out, or ten minutes have passed.
 */
export async function readEnrolment(userId: string): Promise<TotpEnrolment | null> {
  const kept = await readKept()
  if (kept?.userId !== userId || !isYoung(kept)) return null
  return { secret: kept.secret, uri: kept.uri }
}

/** Keeps an enrolment, so that a reloaded page shows the same QR code. */
export async function rememberEnrolment(userId: string, enrolment: TotpEnrolment) {
  const kept: Kept = { ...enrolment, userId, startedAt: Date.now() }
  // The alarm comes first: without one, nothing would remove the secret.
  await chrome.alarms.create(FORGET_ENROLMENT_ALARM, { delayInMinutes: KEPT_FOR_MINUTES })
  await chrome.storage.session.set({ [ENROLMENT_KEY]: kept })
}

/** Forgets the enrolment under way, for any user. */
export async function forgetEnrolment() {
  await chrome.storage.session.remove(ENROLMENT_KEY)
  await chrome.alarms.clear(FORGET_ENROLMENT_ALARM)
}

/** Forgets the enrolment of a user whose session has ended, or who no longer needs it. */
export async function forgetEnrolmentOfOthers(snapshot: SessionSnapshot) {
  const kept = await readKept()
  if (!kept || snapshot.status === "loading" || snapshot.status === "unavailable") return
  const isNeeded =
    snapshot.status === "pending" && snapshot.user.id === kept.userId && snapshot.tasks.includes("setup-mfa")
  if (!isNeeded) await forgetEnrolment()
}

function isYoung({ startedAt }: Kept) {
  const age = Date.now() - startedAt
  return age >= 0 && age <= KEPT_FOR_MINUTES * 60_000
}

async function readKept() {
  const { [ENROLMENT_KEY]: kept } = await chrome.storage.session.get(ENROLMENT_KEY)
  return v.is(Kept, kept) ? kept : undefined
}
