import * as v from "valibot"
import { readSnapshot } from "~background/snapshot-store"
import { digest } from "./digest"
import { isOfWebApp, isSignedInto, readWebApp, type WebApp } from "./web-app"

const SEEN_KEY = "sync-host"
// One sign-in changes several cookies, one after the other.
const BURST_MS = 100
// Any page of the domain can write some of these cookies, as often as it likes. So the pauses between syncs grow, but stay shorter than
// the time after which Chrome stops an idle worker.
const SHORTEST_PAUSE_MS = 1_000
const LONGEST_PAUSE_MS = 16_000

const seenShape = v.object({
  token: v.string(),
  rest: v.exactOptional(v.string()),
  isSyncing: v.exactOptional(v.boolean())
})
type Seen = v.InferOutput<typeof seenShape>

/**
 * Calls back when the session may have changed on the web: at once or, if it has just done so, a while later. The listener of
 * Clerk's SDK doesn't work here: it needs a window, and requires a cookie's domain to match exactly.
 */
export function watchSyncHost(onChange: () => Promise<unknown>) {
  let isWaiting = false
  let lastSync: Promise<unknown> = Promise.resolve()
  let syncedAt = Number.NEGATIVE_INFINITY
  let pauseMs = SHORTEST_PAUSE_MS

  async function sync() {
    if (!(await isNew())) return
    const now = performance.now()
    const isQuiet = now - syncedAt > 4 * pauseMs
    pauseMs = isQuiet ? SHORTEST_PAUSE_MS : Math.min(2 * pauseMs, LONGEST_PAUSE_MS)
    syncedAt = now
    await onChange()
    await see({ isSyncing: false })
  }

  chrome.cookies.onChanged.addListener(({ cookie }) => {
    if (isWaiting || !isOfWebApp(cookie)) return
    isWaiting = true
    setTimeout(
      () => {
        isWaiting = false
        // A running sync may already include the changes that arrive during it.
        lastSync = lastSync.then(sync).catch(() => {})
      },
      Math.max(BURST_MS, syncedAt + pauseMs - performance.now())
    )
  })
}

/** The extension itself gives the web app this token, so it isn't a change. */
export async function expectToken(token: string) {
  await see({ token: await digest(token) })
}

// Whether the cookies have changed since the last check. Clerk rewrites them constantly.
async function isNew() {
  const web = await readWebApp()
  // A pending session has more tasks than its token shows, but gets a new token whenever they change.
  const { issuedAt, ...session } = web.session ?? {}
  const seen = {
    token: await digest(web.token ?? ""),
    rest: JSON.stringify([web.updatedAt, session, session.status === "pending" && issuedAt])
  }
  const before = await readSeen()
  // Syncs run one after the other, so this one ended with its worker.
  const isCutShort = before?.isSyncing === true
  const isOtherToken = before !== undefined && before.token !== seen.token
  const isSyncing = isCutShort || isOtherToken || (before?.rest !== seen.rest && !(await isKnown(web)))
  await see({ ...seen, isSyncing })
  return isSyncing
}

async function see(seen: Partial<Seen>) {
  await chrome.storage.session.set({ [SEEN_KEY]: { ...(await readSeen()), ...seen } })
}

async function readSeen() {
  const { [SEEN_KEY]: seen } = await chrome.storage.session.get<Record<string, unknown>>(SEEN_KEY)
  return v.is(seenShape, seen) ? seen : undefined
}

// Whether the snapshot already shows what the cookies say. After a sign-in or sign-out, the page's cookies follow its client a moment
// later, and it updates their time whenever it gets the focus. With several accounts, a new time may mean that another one has left.
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
