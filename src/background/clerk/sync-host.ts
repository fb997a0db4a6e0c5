import { readSnapshot } from "~background/snapshot-store"
import { digest } from "./digest"
import { isOfWebApp, isSignedInto, readWebApp, type WebApp } from "./web-app"

const SEEN_KEY = "sync-host"
// One sign-in changes several cookies, one after the other.
const BURST_MS = 100

type Seen = { token: string; rest?: string }

/**
 * Calls back when the session may have changed on the web. The listener of Clerk's SDK is of no use here: it needs a window,
 * and compares the domain of a cookie letter by letter.
 */
export function watchSyncHost(onChange: () => Promise<unknown>) {
  let isBurst = false
  let lastLook: Promise<unknown> = Promise.resolve()

  async function look() {
    if (await isNew()) await onChange()
  }

  chrome.cookies.onChanged.addListener(({ cookie }) => {
    if (isBurst || !isOfWebApp(cookie)) return
    isBurst = true
    setTimeout(() => {
      isBurst = false
      // What comes during a look may be what that look finds.
      lastLook = lastLook.then(look).catch(() => {})
    }, BURST_MS)
  })
}

/** The web app gets this token from us, which is no news then. */
export async function expectToken(token: string) {
  await chrome.storage.session.set({ [SEEN_KEY]: { ...(await readSeen()), token: await digest(token) } })
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
  await chrome.storage.session.set({ [SEEN_KEY]: seen })

  if (before && before.token !== seen.token) return true
  return before?.rest !== seen.rest && !(await isKnown(web))
}

async function readSeen() {
  const stored = await chrome.storage.session.get<Record<string, Seen>>(SEEN_KEY)
  return stored[SEEN_KEY]
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
