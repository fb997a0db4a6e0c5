import { afterEach, beforeEach, expect, test, vi } from "vitest"
import type { SessionState } from "~session/snapshot"
import { publishableKeyFor } from "../../../../scripts/publishable-key"
import { installFakeChrome } from "../../../support/fake-chrome"
import { createFakeCookies, type FakeCookies } from "../../../support/fake-cookies"
import { active, pending, signedOut } from "../../../support/sessions"

const APP = "http://localhost:3000"
const BURST_MS = 100
/** Longer than any sync is delayed, and long enough for the next one not to be delayed. */
const QUIET_MS = 70_000

let cookies: FakeCookies
let looks: number
let publish: (state: SessionState) => Promise<unknown>
let expectToken: (token: string) => Promise<void>
let digests: () => unknown[]

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date", "performance"] })
  const digest = vi.spyOn(crypto.subtle, "digest")
  digests = () => digest.mock.results.map(({ value }) => value)
  installFakeChrome()
  cookies = createFakeCookies(["http://localhost"])
  Object.assign(chrome, { cookies: cookies.api })
  await startWorker()
})

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllEnvs()
})

/** What the previous worker held in memory is gone. */
async function startWorker(
  publishableKey = publishableKeyFor("clever-cat-1.clerk.accounts.dev"),
  look = async () => {}
) {
  cookies.forgetListeners()
  vi.stubEnv("PLASMO_PUBLIC_CLERK_PUBLISHABLE_KEY", publishableKey)
  vi.stubEnv("PLASMO_PUBLIC_CLERK_SYNC_HOST", APP)
  vi.resetModules()
  const syncHost = await import("~background/clerk/sync-host")
  publish = (await import("../../../support/store-session")).storeSession
  expectToken = syncHost.expectToken
  looks = 0
  syncHost.watchSyncHost(async () => {
    looks += 1
    await look()
  })
}

/** A page writes its cookies as Clerk's SDK does: the token with each answer, the session after it. */
function write({
  token = "token",
  updatedAt = "0",
  session
}: {
  token?: string
  updatedAt?: string
  session?: object
}) {
  cookies.remove("__clerk_db_jwt")
  cookies.set(APP, "__clerk_db_jwt", token)
  cookies.set(APP, "__client_uat", updatedAt)
  if (!session) return cookies.remove("__session")
  const claims = Buffer.from(JSON.stringify(session)).toString("base64url")
  cookies.set(APP, "__session", `e30.${claims}.signature`)
}

/** Waits until a burst and its effects are over, and then through a quiet time. */
async function passBurst() {
  await vi.advanceTimersByTimeAsync(BURST_MS)
  await cookiesAreRead()
  await vi.advanceTimersByTimeAsync(QUIET_MS)
}

/** Only the digests take the worker a moment before it knows whether anything has changed. */
async function cookiesAreRead() {
  for (let count = -1; count < digests().length; ) {
    count = digests().length
    await Promise.all(digests())
    await new Promise((resolve) => setImmediate(resolve))
  }
}

async function expectLooks(count: number) {
  await cookiesAreRead()
  expect(looks).toBe(count)
}

const signedIn = { sid: "sess_1", sts: "active", o: { id: "org_acme" }, iat: 1 }

test("one sign-in's many cookies cause one sync", async () => {
  await publish(signedOut())
  write({})
  write({ updatedAt: "1795436820" })
  write({ updatedAt: "1795436821", session: signedIn })
  await passBurst()
  await expectLooks(1)
  await publish(active())

  write({ updatedAt: "1795436821", session: signedIn })
  await passBurst()
  write({ updatedAt: "0" })
  await passBurst()

  await expectLooks(2)
})

test("the first change syncs after a burst, and later ones at longer and longer intervals", async () => {
  const at: number[] = []
  const start = performance.now()
  for (let tenths = 0; tenths < 1_000; tenths += 1) {
    write({ updatedAt: String(tenths) })
    await vi.advanceTimersByTimeAsync(BURST_MS)
    await cookiesAreRead()
    if (looks > at.length) at.push((performance.now() - start) / 1_000)
  }

  const intervals = at.slice(1).map((time, index) => Math.round(time - (at[index] ?? 0)))
  expect(at[0]).toBe(0.1)
  expect(intervals).toEqual([1, 2, 4, 8, 16, 16, 16, 16, 16])
})

test("a change while a sync is delayed isn't lost, and after a quiet time syncs are prompt again", async () => {
  write({ updatedAt: "1" })
  await vi.advanceTimersByTimeAsync(BURST_MS)
  await expectLooks(1)
  write({ updatedAt: "2" })
  await vi.advanceTimersByTimeAsync(BURST_MS)
  await expectLooks(1)
  write({ updatedAt: "3" })
  await vi.advanceTimersByTimeAsync(1_000)
  await expectLooks(2)
  await vi.advanceTimersByTimeAsync(QUIET_MS)

  write({ updatedAt: "4" })
  await vi.advanceTimersByTimeAsync(BURST_MS)

  await expectLooks(3)
})

test("cookies that aren't tokens, and that anyone can write, cause no sync", async () => {
  cookies = createFakeCookies(["https://example.com", "https://clerk.example.com"])
  Object.assign(chrome, { cookies: cookies.api })
  await startWorker(publishableKeyFor("clerk.example.com", "production"))
  await publish(signedOut())

  for (const name of ["__client", "__client_aBcDeFgH"]) {
    cookies.set("https://blog.example.com", name, "planted", { domain: "example.com", httpOnly: false })
    cookies.set("https://clerk.example.com", name, "planted", { httpOnly: false })
  }
  await passBurst()
  await expectLooks(0)
  cookies.set("https://clerk.example.com", "__client", "Clerk's")
  await passBurst()
  await expectLooks(0)
  cookies.set("https://clerk.example.com", "__client", "Clerk's next")
  await passBurst()

  await expectLooks(1)
})

test("the next worker repeats a sync that ended with its worker", async () => {
  await startWorker(undefined, () => new Promise(() => {}))
  write({ updatedAt: "1" })
  await passBurst()
  await startWorker()

  write({ updatedAt: "1" })
  await passBurst()

  await expectLooks(1)
})

test("a cookie written again with the same content or a fresh session token isn't a change", async () => {
  await publish(active())
  write({ updatedAt: "1795436820", session: signedIn })
  await passBurst()
  write({ updatedAt: "1795436820", session: { ...signedIn, iat: 61 } })
  await passBurst()

  write({ token: "another", updatedAt: "1795436820", session: signedIn })
  await passBurst()

  await expectLooks(1)
})

test("a page that takes over the known session, or gets the focus, isn't a change", async () => {
  await publish(active())
  write({ updatedAt: "1795436820" })
  await passBurst()
  await expectLooks(1)

  write({ updatedAt: "1795436821", session: signedIn })
  await passBurst()
  write({ updatedAt: "1795436899", session: signedIn })
  await passBurst()
  write({ updatedAt: "1795436899", session: { ...signedIn, o: { id: "org_globex" } } })
  await passBurst()

  await expectLooks(2)
})

test("a page that takes over a sign-out a moment later isn't a change", async () => {
  await publish(active())
  write({ updatedAt: "1795436820", session: signedIn })
  await passBurst()
  write({ token: "renewed", updatedAt: "0", session: signedIn })
  await passBurst()
  await expectLooks(1)
  await publish(signedOut())

  write({ token: "renewed", updatedAt: "0" })
  await passBurst()
  write({ token: "renewed", updatedAt: "1795436821" })
  await passBurst()

  await expectLooks(2)
})

test.each([
  ["another session", { sid: "sess_2", sts: "active", o: { id: "org_acme" } }],
  ["another organization", { sid: "sess_1", sts: "active", o: { id: "org_globex" } }],
  ["the personal account", { sid: "sess_1", sts: "active" }],
  ["a task that came later", { sid: "sess_1", sts: "pending" }],
  ["nobody", undefined]
])("%s on the web is a change", async (_, session) => {
  await publish(active())
  write({ updatedAt: "1795436820", session: signedIn })
  await passBurst()

  write(session ? { updatedAt: "1795436821", session } : { updatedAt: "1795436821" })
  await passBurst()

  await expectLooks(1)
})

test("completing the first of two tasks is a change, although the session token shows only that there are more", async () => {
  const session = { sid: "sess_1", sts: "pending", iat: 1 }
  await publish(pending(["reset-password", "choose-organization"]))
  write({ updatedAt: "1795436820", session })
  await passBurst()
  await expectLooks(1)

  write({ updatedAt: "1795436820", session: { ...session, iat: 2 } })
  await passBurst()

  await expectLooks(2)
})

test("with several accounts, a client's new time is a change: another account may have left", async () => {
  const [session] = active().sessions
  await publish({ ...active(), sessions: [session, { ...session, sessionId: "sess_2" }] as never })
  write({ updatedAt: "1795436820", session: signedIn })
  await passBurst()
  await expectLooks(1)

  write({ updatedAt: "1795436821", session: signedIn })
  await passBurst()

  await expectLooks(2)
})

test("a token that the extension gives to the web app isn't a change", async () => {
  write({ updatedAt: "1795436820", session: signedIn })
  await passBurst()
  await expectLooks(1)
  await publish(active())

  await expectToken("renewed")
  write({ token: "renewed", updatedAt: "1795436820", session: signedIn })
  await passBurst()
  write({ token: "another", updatedAt: "1795436820", session: signedIn })
  await passBurst()

  await expectLooks(2)
})

test("a worker that a cookie has started knows what the previous one has seen", async () => {
  await publish(signedOut())
  write({ updatedAt: "1795436820", session: signedIn })
  await passBurst()
  await expectLooks(1)
  await startWorker()

  write({ updatedAt: "1795436820", session: signedIn })
  await passBurst()
  write({ updatedAt: "1795436821", session: { ...signedIn, sid: "sess_2" } })
  await passBurst()

  await expectLooks(1)
})

test("the extension keeps no cookie of the web app, only whether it has changed", async () => {
  const session = { sid: "sess_1", sts: "active", secret: "claim" }
  write({ token: "secret-token", updatedAt: "1795436820", session })
  await passBurst()
  await expectLooks(1)

  const kept = JSON.stringify(await chrome.storage.session.get(null))

  expect(kept).toContain("sess_1")
  expect(kept).not.toMatch(/secret|e30\./)
})

test.for([null, 7, "nonsense", [], {}, { token: 7 }, { isSyncing: "no" }])(
  "nonsense in what was seen before is ignored: %j",
  async (nonsense) => {
    await publish(signedOut())
    await chrome.storage.session.set({ "sync-host": nonsense })

    write({})
    await passBurst()
    await expectLooks(0)
    write({ token: "another" })
    await passBurst()

    await expectLooks(1)
  }
)
