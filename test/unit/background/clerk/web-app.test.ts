import { getCookieSuffix } from "@clerk/shared/keys"
import { afterEach, describe, expect, test, vi } from "vitest"
import { publishableKeyFor } from "../../../../scripts/publishable-key"
import { installFakeChrome } from "../../../support/fake-chrome"
import { createFakeCookies } from "../../../support/fake-cookies"

const LOCALHOST = "http://localhost:3000"
const API = "https://clerk.example.com"
const APP = "https://app.example.com"
const DOMAIN = "https://example.com"
const BLOG = "https://blog.example.com"

const keys = {
  development: publishableKeyFor("clever-cat-1.clerk.accounts.dev"),
  production: publishableKeyFor("clerk.example.com", "production")
}

afterEach(() => {
  vi.unstubAllEnvs()
})

/** The cookies, what the extension reads from them, and the suffix that Clerk gives them. */
async function browserWith(instance: "development" | "production", syncHost: string, permitted: string[]) {
  installFakeChrome()
  const cookies = createFakeCookies(permitted)
  Object.assign(chrome, { cookies: cookies.api })
  vi.stubEnv("PLASMO_PUBLIC_CLERK_PUBLISHABLE_KEY", keys[instance])
  vi.stubEnv("PLASMO_PUBLIC_CLERK_SYNC_HOST", syncHost)
  vi.resetModules()
  const suffix = await getCookieSuffix(keys[instance])
  return { cookies, suffix, ...(await import("~background/clerk/web-app")) }
}

const inDevelopment = () => browserWith("development", LOCALHOST, ["http://localhost", "https://localhost"])
const inProduction = (syncHost = APP, permitted = [API, APP, DOMAIN]) =>
  browserWith("production", syncHost, permitted)

/** A session token with these claims. */
function tokenWith(claims: object) {
  return ["e30", Buffer.from(JSON.stringify(claims)).toString("base64url"), "signature"].join(".")
}

describe("the token of the web app's client", () => {
  test("is missing before the web app has one", async () => {
    const { readWebApp } = await inDevelopment()

    expect(await readWebApp()).toEqual({ token: undefined, updatedAt: undefined, session: undefined })
  })

  test("is in a cookie of the page in development, and of the Frontend API in production", async () => {
    const development = await inDevelopment()
    development.cookies.set(LOCALHOST, "__clerk_db_jwt", "of the page")
    const atPage = await development.readWebApp()
    const production = await inProduction()
    production.cookies.set(API, "__client", "of the API", { domain: "clerk.example.com" })
    production.cookies.set(APP, "__clerk_db_jwt", "left behind by a development instance")
    const atApi = await production.readWebApp()

    expect(atPage.token).toBe("of the page")
    expect(atApi.token).toBe("of the API")
  })

  test("with our key's suffix comes before the plain one, and before another instance's", async () => {
    const { cookies, readWebApp, suffix } = await inDevelopment()
    cookies.set(LOCALHOST, "__clerk_db_jwt", "of another instance")
    cookies.set(LOCALHOST, "__clerk_db_jwt_aBcDeFgH", "of another instance")
    const plain = await readWebApp()

    cookies.set(LOCALHOST, `__clerk_db_jwt_${suffix}`, "ours")

    expect(plain.token).toBe("of another instance")
    expect((await readWebApp()).token).toBe("ours")
  })

  test.each([
    ["with its own name as the domain", { domain: "clerk.example.com" }],
    ["without a domain", {}]
  ])("may be a cookie that the Frontend API set for itself, %s", async (_, options) => {
    const { cookies, readWebApp } = await inProduction()

    cookies.set(API, "__client", "it", options)

    expect((await readWebApp()).token).toBe("it")
  })

  test.each([
    ["with a suffix, for the domain", "__client_SUFFIX", BLOG, { domain: "example.com", httpOnly: false }],
    ["for the domain", "__client", BLOG, { domain: "example.com", httpOnly: false }],
    ["by the server of a sibling, for the domain", "__client", BLOG, { domain: "example.com" }],
    ["with a suffix, by the server of a sibling", "__client_SUFFIX", BLOG, { domain: "example.com" }],
    ["for a longer path", "__client", BLOG, { domain: "example.com", path: "/v1" }],
    ["by a script of the web app", "__client", APP, { httpOnly: false }],
    ["with a suffix, by a script of the web app", "__client_SUFFIX", APP, { httpOnly: false }],
    ["over plain http", "__client", "http://clerk.example.com", {}],
    ["for the sibling alone", "__client", BLOG, {}]
  ])("isn't a cookie that was planted %s, not even an older one", async (_, named, url, options) => {
    const permitted = [API, APP, DOMAIN, BLOG, "http://clerk.example.com"]
    const { cookies, readWebApp, isOfWebApp, suffix } = await inProduction(APP, permitted)
    cookies.set(url, named.replace("SUFFIX", suffix), "planted", options)
    const alone = await readWebApp()
    const isTelling = cookies.all().map(isOfWebApp)

    cookies.set(API, "__client", "of the API", { domain: "clerk.example.com" })

    expect(alone.token).toBeUndefined()
    expect(isTelling).toEqual([false])
    expect((await readWebApp()).token).toBe("of the API")
  })

  test("is not planted by a sibling's server where the web app is at the domain itself", async () => {
    const { cookies, readWebApp } = await inProduction(DOMAIN, [API, DOMAIN])
    cookies.set(BLOG, "__client", "planted", { domain: "example.com" })
    const planted = await readWebApp()

    cookies.set(DOMAIN, "__client", "behind the proxy")

    expect(planted.token).toBeUndefined()
    expect((await readWebApp()).token).toBe("behind the proxy")
  })

  test("is found if the web app is the proxy of the Frontend API", async () => {
    const { cookies, readWebApp } = await inProduction()

    cookies.set(APP, "__client", "behind the proxy")
    const proxy = await readWebApp()
    cookies.set(API, "__client", "of the API")

    expect(proxy.token).toBe("behind the proxy")
    expect((await readWebApp()).token).toBe("of the API")
  })

  test("is found with the Frontend API as the sync host, as in Clerk's guide", async () => {
    const { cookies, readWebApp } = await inProduction(API, [API, DOMAIN])

    cookies.set(API, "__client", "of the API", { domain: "clerk.example.com" })
    cookies.set(API, "__client_uat", "1795436820", { domain: "example.com" })

    expect(await readWebApp()).toMatchObject({ token: "of the API", updatedAt: "1795436820" })
  })

  test("may be in a partition of the web app's own site, but not of others", async () => {
    const { cookies, readWebApp } = await inDevelopment()
    cookies.set("https://localhost", "__clerk_db_jwt", "framed", { topLevelSite: "https://example.com" })
    const framed = await readWebApp()

    cookies.set("https://localhost", "__clerk_db_jwt", "partitioned", { topLevelSite: "http://localhost" })

    expect(framed.token).toBeUndefined()
    expect((await readWebApp()).token).toBe("partitioned")
  })

  test("is awaited while a page rewrites it", async () => {
    const { cookies, readWebApp } = await inDevelopment()
    cookies.set(LOCALHOST, "__clerk_db_jwt", "it")
    await readWebApp()

    cookies.remove("__clerk_db_jwt")
    const reading = readWebApp()
    setTimeout(() => cookies.set(LOCALHOST, "__clerk_db_jwt", "it"), 30)

    expect((await reading).token).toBe("it")
  })

  test("is missing when it's gone for good", async () => {
    const { cookies, readWebApp } = await inDevelopment()
    cookies.set(LOCALHOST, "__clerk_db_jwt", "it")
    await readWebApp()

    cookies.remove("__clerk_db_jwt")

    expect((await readWebApp()).token).toBeUndefined()
  })

  test("is missing when the user has revoked the permission for the host", async () => {
    const { cookies, readWebApp } = await inProduction(APP, [])

    cookies.set(API, "__client", "out of reach")

    expect((await readWebApp()).token).toBeUndefined()
  })
})

test.each([
  [{ sid: "sess_1", sts: "active", o: { id: "org_1" }, iat: 1 }, ["sess_1", "active", "org_1", 1]],
  [{ sid: "sess_1", sts: "pending", iat: 2 }, ["sess_1", "pending", undefined, 2]],
  // The first version of session tokens, which instances may still have.
  [{ sid: "sess_1", org_id: "org_1", iat: 3 }, ["sess_1", undefined, "org_1", 3]]
])(
  "the session token %j gives what matters about the session",
  async (claims, [id, status, organizationId, issuedAt]) => {
    const { cookies, readWebApp } = await inProduction()

    cookies.set(APP, "__session", tokenWith(claims))

    expect((await readWebApp()).session).toEqual({ id, status, organizationId, issuedAt })
  }
)

test.each(["", "nonsense", "a.b.c", tokenWith([]), "%00.%00"])(
  "the session token %j does no harm",
  async (token) => {
    const { cookies, readWebApp } = await inProduction()

    cookies.set(APP, "__session", token)

    expect((await readWebApp()).session?.id).toBeUndefined()
  }
)

test.each([
  ["__client", API, "clerk.example.com", true],
  ["__client", API, "example.com", false],
  ["__client_aBcDeFgH", API, undefined, false],
  ["__client_uat", APP, "example.com", true],
  ["__client_uat_aB-_eFgH", APP, "example.com", true],
  ["__session", APP, undefined, true],
  ["__session_aBcDeFgH", APP, undefined, true],
  ["__session", BLOG, undefined, false],
  ["__session", "https://evil-app.example.com", undefined, false],
  ["__session", "https://x.app.example.com", undefined, false],
  ["__sessions", APP, undefined, false],
  ["__client_uat_short", APP, undefined, false],
  ["__clerk_db_jwt", APP, undefined, false],
  ["theme", APP, undefined, false]
])("the cookie %s of %s, for %s, can change the session: %s", async (name, url, domain, isOne) => {
  const { cookies, isOfWebApp } = await inProduction()

  cookies.set(url, name, "value", domain ? { domain } : {})

  expect(cookies.all().map(isOfWebApp)).toEqual([isOne])
})

test("a renewed token replaces the old one, and its cookie keeps its other attributes", async () => {
  const { cookies, replaceToken } = await inProduction()
  cookies.set(API, "__client", "old", { domain: "clerk.example.com" })
  cookies.set(APP, "__client", "of another client")
  const before = cookies.all().map((cookie) => ({ ...cookie }))

  const isReplaced = await replaceToken("old", "renewed")

  expect(isReplaced).toBe(true)
  expect(cookies.all()).toEqual(
    before.map((cookie) => ({ ...cookie, value: cookie.value.replace("old", "renewed") }))
  )
})

test("a renewed token is never written where a script can read it", async () => {
  const { cookies, replaceToken, suffix } = await inProduction()
  const planted = { domain: "example.com", httpOnly: false }
  cookies.set(BLOG, "__client", "old", planted)
  cookies.set(BLOG, `__client_${suffix}`, "old", planted)
  cookies.set(BLOG, `__client_uat_${suffix}`, "old", planted)
  cookies.set(APP, "__session", "old")
  cookies.set(APP, "__client", "old", { httpOnly: false })
  const before = cookies.all().map((cookie) => ({ ...cookie }))

  const isReplaced = await replaceToken("old", "renewed")

  expect(isReplaced).toBe(false)
  expect(cookies.all()).toEqual(before)
})
