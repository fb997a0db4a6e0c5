import { createFakeEvent } from "./fake-event"

type Cookie = chrome.cookies.Cookie
type Site = NonNullable<Cookie["partitionKey"]>
type CookieOptions = {
  /** Set if it's sent to all hosts of a domain; otherwise it belongs only to the address's host. */
  domain?: string
  path?: string
  /** Set for a cookie from a frame, and for any partitioned cookie. */
  topLevelSite?: string
  /** Whether it's hidden from scripts. Defaults to what Clerk does. */
  httpOnly?: boolean
}

export type FakeCookies = ReturnType<typeof createFakeCookies>

/**
 * The cookies of a browser. As in Chrome, an extension gets only cookies whose own host it may access, which for a domain's cookie
 * is the domain; and cookies that are sent first come first.
 *
 * @param permitted the addresses that the extension may access, without ports.
 */
export function createFakeCookies(permitted: string[]) {
  const jar: Cookie[] = []
  const createOnChanged = () => createFakeEvent<[{ cookie: Cookie; removed: boolean; cause: string }]>()
  let onChanged = createOnChanged()

  const isPermitted = (url: string) => {
    const { protocol, hostname } = new URL(url)
    return permitted.includes(`${protocol}//${hostname}`)
  }
  const urlOf = ({ secure, domain, path }: Cookie) =>
    `${secure ? "https" : "http"}://${domain.replace(/^\./, "")}${path}`

  function tell(cookie: Cookie, removed: boolean, cause: string) {
    if (isPermitted(urlOf(cookie))) onChanged.dispatch({ cookie: { ...cookie }, removed, cause })
  }

  function put(cookie: Cookie) {
    const index = jar.findIndex((other) => idOf(other) === idOf(cookie))
    const [old] = index < 0 ? [] : jar.splice(index, 1, cookie)
    if (old) tell(old, true, "overwrite")
    else jar.push(cookie)
    tell(cookie, false, "explicit")
  }

  return {
    /** Sets a cookie like a page or a server at this address. */
    set: (
      url: string,
      name: string,
      value: string,
      { domain, path = "/", topLevelSite, httpOnly = name === "__client" }: CookieOptions = {}
    ) =>
      put({
        name,
        value,
        domain: domain ? `.${domain}` : new URL(url).hostname,
        hostOnly: !domain,
        path,
        secure: url.startsWith("https:"),
        httpOnly,
        sameSite: "lax",
        session: false,
        expirationDate: 2_000_000_000,
        storeId: "0",
        ...(topLevelSite && { partitionKey: { topLevelSite } })
      }),
    remove: (name: string) => {
      for (const cookie of jar.filter((candidate) => candidate.name === name)) {
        jar.splice(jar.indexOf(cookie), 1)
        tell(cookie, true, "explicit")
      }
    },
    all: (): readonly Cookie[] => jar,
    /** As when Chrome stops a worker. */
    forgetListeners: () => {
      onChanged = createOnChanged()
    },
    /** The API that the extension gets. */
    api: {
      get onChanged() {
        return onChanged
      },
      getAll: async ({ url = "", partitionKey }: chrome.cookies.GetAllDetails) => {
        if (!isPermitted(url)) throw new Error(`No host permissions for cookies at url: "${url}".`)
        return jar
          .filter((cookie) => isSentTo(cookie, url) && isPermitted(urlOf(cookie)))
          .filter((cookie) => !cookie.partitionKey || isPartOf(cookie.partitionKey, partitionKey))
          .sort((one, other) => other.path.length - one.path.length)
          .map((cookie) => ({ ...cookie }))
      },
      set: async ({ url, name = "", value = "", domain, ...rest }: chrome.cookies.SetDetails) => {
        if (!isPermitted(url)) throw new Error(`No host permissions for cookies at url: "${url}".`)
        const strange = Object.keys(rest).filter((key) => !KNOWN.includes(key))
        if (strange.length > 0) throw new Error(`Unexpected property: '${strange[0]}'.`)
        const { path = "/", secure = false, httpOnly = false, sameSite = "unspecified" } = rest
        put({
          name,
          value,
          domain: domain ?? new URL(url).hostname,
          hostOnly: domain === undefined,
          path,
          secure,
          httpOnly,
          sameSite: sameSite as Cookie["sameSite"],
          session: rest.expirationDate === undefined,
          storeId: "0",
          ...(rest.expirationDate !== undefined && { expirationDate: rest.expirationDate }),
          ...(rest.partitionKey && { partitionKey: rest.partitionKey })
        })
      }
    }
  }
}

const KNOWN = ["path", "secure", "httpOnly", "sameSite", "expirationDate", "partitionKey", "storeId"]

const idOf = ({ name, domain, path, partitionKey }: Cookie) =>
  JSON.stringify([name, domain, path, partitionKey?.topLevelSite])

function isSentTo({ domain, hostOnly, path, secure }: Cookie, url: string) {
  const { hostname, pathname, protocol } = new URL(url)
  const isHost = hostOnly ? hostname === domain : `.${hostname}`.endsWith(domain)
  return isHost && pathname.startsWith(path) && (!secure || protocol === "https:" || hostname === "localhost")
}

// `{}` matches all partitions; without a key, only unpartitioned cookies match.
function isPartOf(site: Site, wanted: Site | undefined) {
  return wanted !== undefined && (!wanted.topLevelSite || wanted.topLevelSite === site.topLevelSite)
}
