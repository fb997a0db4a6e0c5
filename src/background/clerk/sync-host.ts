// The author's web app, whose session the extension shares. Only builds that have one may read cookies, or hold this code.
const syncHost = process.env.PLASMO_PUBLIC_CLERK_SYNC_HOST ?? ""
const publishableKey = process.env.PLASMO_PUBLIC_CLERK_PUBLISHABLE_KEY ?? ""

// What Clerk writes in a page when something has changed: the client's token in production and in development first.
// https://clerk.com/docs/guides/how-clerk-works/overview
const telling = ["__client", "__clerk_db_jwt", "__client_uat", "clerk_active_context", "__session"]

const SEEN_KEY = "sync-host-cookies"
// One sign-in changes several cookies, one after the other.
const BURST_MS = 100

/** The token of the client that the web app uses, if it has one. */
export async function readSyncedToken(): Promise<string | undefined> {
  const cookies = await readCookies()
  return cookies.get(publishableKey.startsWith("pk_live_") ? "__client" : "__clerk_db_jwt")
}

/**
 * Calls back when the session may have changed on the web. The listener of Clerk's SDK is of no use here: it needs a window,
 * and compares the domain of a cookie letter by letter.
 */
export function watchSyncHost(onChange: () => unknown) {
  let burst: ReturnType<typeof setTimeout> | undefined

  chrome.cookies.onChanged.addListener(({ cookie }) => {
    if (!isTelling(cookie)) return
    clearTimeout(burst)
    burst = setTimeout(async () => {
      if (await isNew()) await onChange()
    }, BURST_MS)
  })
}

function isTelling({ name, domain }: chrome.cookies.Cookie) {
  const host = new URL(syncHost).hostname
  const cookieHost = domain.replace(/^\./, "")
  return (host === cookieHost || host.endsWith(`.${cookieHost}`)) && telling.includes(withoutSuffix(name))
}

// Clerk writes its cookies over and over, mostly with the same content.
async function isNew() {
  const cookies = await readCookies()
  const content = telling.map((name) =>
    name === "__session" ? claimsOf(cookies.get(name)) : cookies.get(name)
  )
  const seen = await digest(JSON.stringify(content))
  const { [SEEN_KEY]: before } = await chrome.storage.session.get<Record<string, string>>(SEEN_KEY)
  if (seen === before) return false
  await chrome.storage.session.set({ [SEEN_KEY]: seen })
  return true
}

/** Clerk's cookies at the sync host, by their names without suffix; one with the suffix of our key comes first. */
async function readCookies(): Promise<Map<string, string>> {
  const cookies = await chrome.cookies.getAll({ url: syncHost })
  const suffix = await keySuffix()
  const plain = cookies.filter(({ name }) => telling.includes(name))
  const suffixed = cookies.filter(
    ({ name }) => name.endsWith(suffix) && telling.includes(withoutSuffix(name))
  )
  return new Map([...plain, ...suffixed].map(({ name, value }) => [withoutSuffix(name), value]))
}

// A session token is made anew every minute; only this in it is of interest.
function claimsOf(token = "") {
  try {
    const payload = token.split(".")[1] ?? ""
    const { sid, sts, o } = JSON.parse(atob(payload.replaceAll("-", "+").replaceAll("_", "/")))
    return [sid, sts, o?.id]
  } catch {
    return []
  }
}

function withoutSuffix(name: string) {
  return telling.find((known) => name === known || new RegExp(`^${known}_[\\w-]{8}$`).test(name)) ?? name
}

// As Clerk makes it: the start of the key's SHA-1, in base64url. It tells several instances on one host apart.
async function keySuffix() {
  const sha1 = await crypto.subtle.digest("SHA-1", new TextEncoder().encode(publishableKey))
  const base64 = btoa(String.fromCharCode(...new Uint8Array(sha1)))
  return `_${base64.replaceAll("+", "-").replaceAll("/", "_").slice(0, 8)}`
}

async function digest(text: string) {
  const sha256 = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text))
  return btoa(String.fromCharCode(...new Uint8Array(sha256)))
}
