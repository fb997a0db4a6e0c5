import * as v from "valibot"
import { readSnapshot } from "~background/snapshot-store"
import { digest } from "./digest"
import { isOfWebApp, isSignedInto, readWebApp, type WebApp } from "./web-app"

const SEEN_KEY = "sync-host"
// One sign-in changes several cookies, one after the other.
const BURST_MS = 100
// Any page of the domain can write some of these cookies, as often as it likes. So looks that follow each other wait longer and longer,
// but not as long as Chrome leaves a worker alone that has nothing to do.
const SHORTEST_PAUSE_MS = 1_000
const LONGEST_PAUSE_MS = 16_000

const seenShape = v.object({
  token: v.string(),
  rest: v.exactOptional(v.string()),
  isLooking: v.exactOptional(v.boolean())
})
type Seen = v.InferOutput<typeof seenShape>

/**
 * Calls back when the session may have changed on the web: at once, or, if it has just done so, a while later. The listener of
 * Clerk's SDK is of no use here: it needs a window, and compares the domain of a cookie letter by letter.
 */
export function watchSyncHost(onChange: () => Promise<unknown>) {
  let isWaiting = false
  let lastLook: Promise<unknown> = Promise.resolve()
  let lookedAt = Number.NEGATIVE_INFINITY
  let pauseMs = SHORTEST_PAUSE_MS

  async function look() {
    if (!(await isNew())) return
    const now = performance.now()
    const isQuiet = now - lookedAt > 4 * pauseMs
    pauseMs = isQuiet ? SHORTEST_PAUSE_MS : Math.min(2 * pauseMs, LONGEST_PAUSE_MS)
    lookedAt = now
    await onChange()
    await see({ isLooking: false })
  }

  chrome.cookies.onChanged.addListener(({ cookie }) => {
    if (isWaiting || !isOfWebApp(cookie)) return
    isWaiting = true
    setTimeout(
      () => {
        isWaiting = false
        // What comes during a look may be what that look finds.
        lastLook = lastLook.then(look).catch(() => {})
      },
      Math.max(BURST_MS, lookedAt + pauseMs - performance.now())
    )
  })
}

/** The web app gets this token from us, which is no news then. */
export async function expectToken(token: string) {
  await see({ token: await digest(token) })
}

// Whether the cookies tell more than when this was asked before. Clerk writes them over and over.
async function isNew() {
  const web = await readWebApp()
  // A pending session has more tasks than its token tells, but gets another token whenever they change.
  const { issuedAt, ...session } = web.session ?? {}
  const seen = {
    token: await digest(web.token ?? ""),
    rest: JSON.stringify([web.updatedAt, session, session.status === "pending" && issuedAt])
  }
  const before = await readSeen()
  // Looks come one after the other, so this one ended with its worker.
  const isCutShort = before?.isLooking === true
  const isOtherToken = before !== undefined && before.token !== seen.token
  const isLooking = isCutShort || isOtherToken || (before?.rest !== seen.rest && !(await isKnown(web)))
  await see({ ...seen, isLooking })
  return isLooking
}

async function see(seen: Partial<Seen>) {
  await chrome.storage.session.set({ [SEEN_KEY]: { ...(await readSeen()), ...seen } })
}

async function readSeen() {
  const { [SEEN_KEY]: seen } = await chrome.storage.session.get<Record<string, unknown>>(SEEN_KEY)
  return v.is(seenShape, seen) ? seen : undefined
}

// The page follows its client a moment later, when somebody has signed in or out, and dates it whenever it gets the focus.
// With several accounts that may mean that another one has left.
async function isKnown(web: WebApp) {
  const known = await readSnapshot()
  if (known.status === "signed-out") return !isSignedInto(web)
  const { session } = web
  return (
    known.status === "active" &&
    known.sessions.length === 1 &&
    known.sessionId === session?.id &&
    known.organization?.id === session.organizationId &&
    session.status !== "pending"
  )
}
