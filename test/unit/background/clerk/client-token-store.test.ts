import { getCookieSuffix } from "@clerk/shared/keys"
import { afterEach, describe, expect, test, vi } from "vitest"
import { lastKnownOf, type SessionSnapshot } from "~session/snapshot"
import { emulate, PASSWORD, request, signInElsewhere, type TestEmulator } from "../../../emulator/support"
import { createFakeCookies, type FakeCookies } from "../../../support/fake-cookies"
import { ownerWithClerk, restartWorker, storedToken } from "../../../support/owner-with-clerk"

const APP = "http://localhost"
const API = "https://clerk.emulator.example"
const ADA = "ada@example.com"
const GRACE = "grace@example.com"

afterEach(() => {
  vi.unstubAllEnvs()
})

async function instance(type: "development" | "production" = "development") {
  const emulator = await emulate({ instance: type })
  for (const email of [ADA, GRACE]) await emulator.addUser({ email, password: PASSWORD })
  return emulator
}

/** A worker beside a web app. */
async function besideWebApp(emulator: TestEmulator, cookies = createFakeCookies([APP, API])) {
  const worker = await ownerWithClerk(emulator, cookies)
  const state = async () => {
    const { status, ...rest } = await worker.snapshot()
    return "user" in rest ? `${status}: ${rest.user.identifier}` : status
  }
  return {
    ...worker,
    cookies,
    state,
    look: async () => {
      await worker.owner.sync({ force: true, onlyClient: true })
      return state()
    }
  }
}

/** The user opens the web app for the first time: it gets a client, with nobody signed in. */
async function visit(emulator: TestEmulator, cookies: FakeCookies) {
  const { id } = (await request(emulator, "/dev_browser", { method: "POST" })).json()
  cookies.set(APP, "__clerk_db_jwt", id)
  cookies.set(APP, "__client_uat", "0")
  return id as string
}

async function visitInProduction(emulator: TestEmulator, cookies: FakeCookies) {
  const { headers } = await request(emulator, "/client", { headers: { origin: emulator.url } })
  const token = /__client=([\w-]+)/.exec(headers.getSetCookie()[0] ?? "")?.[1] ?? ""
  cookies.set(API, "__client", token, { domain: "clerk.emulator.example" })
  return token
}

async function signInOnWeb(emulator: TestEmulator, cookies: FakeCookies, email = ADA) {
  const { token } = await signInElsewhere(emulator, email)
  cookies.set(APP, "__clerk_db_jwt", token)
  cookies.set(APP, "__client_uat", "1795436820")
  return token
}

/** The sessions of this token's client. */
async function sessionsOf(emulator: TestEmulator, token: string) {
  const headers = { cookie: `__client=${token}` }
  const { response } = (await request(emulator, "/client", { token, headers })).json()
  return (response?.sessions ?? []).map(({ user }: { user: { id: string } }) => user.id)
}

/** Everything the extension keeps, in memory or on the disk. */
async function stored() {
  return JSON.stringify([await chrome.storage.local.get(null), await chrome.storage.session.get(null)])
}

function idOf(snapshot: SessionSnapshot) {
  return "user" in snapshot ? snapshot.user.id : undefined
}

const suffixOf = ({ publishableKey }: TestEmulator) => getCookieSuffix(publishableKey)

async function refusals(emulator: TestEmulator) {
  const requests = await emulator.requests()
  return requests.filter(({ status }) => status === 401).length
}

test("a user who is signed in to the web app is signed in here, from the first sync", async () => {
  const emulator = await instance()
  const cookies = createFakeCookies([APP, API])
  await signInOnWeb(emulator, cookies)

  const { look } = await besideWebApp(emulator, cookies)

  expect(await look()).toBe(`active: ${ADA}`)
})

test("a user who signs in here is signed in to a web app that was opened before", async () => {
  const emulator = await instance()
  const { cookies, look, signIn } = await besideWebApp(emulator)
  await look()
  const token = await visit(emulator, cookies)

  await signIn(ADA, PASSWORD)

  expect(await sessionsOf(emulator, token)).toHaveLength(1)
})

test("a user who is signed in here stays signed in when the web app first appears, until someone signs in there", async () => {
  const emulator = await instance()
  const { cookies, look, signIn } = await besideWebApp(emulator)
  await signIn(ADA, PASSWORD)

  await visit(emulator, cookies)
  const afterVisit = await look()
  await signInOnWeb(emulator, cookies, GRACE)

  expect(afterVisit).toBe(`active: ${ADA}`)
  expect(await look()).toBe(`active: ${GRACE}`)
})

test("the same holds after a restart of the browser", async () => {
  const emulator = await instance()
  const before = await besideWebApp(emulator)
  await before.signIn(ADA, PASSWORD)
  await visit(emulator, before.cookies)
  const stored = await chrome.storage.local.get(null)

  const { look } = await besideWebApp(emulator, before.cookies)
  await chrome.storage.local.set(stored)

  expect(await look()).toBe(`active: ${ADA}`)
})

test("once shared, the session ends here with the web app's cookies, and stays ended while new ones have nobody signed in", async () => {
  const emulator = await instance()
  const { cookies, look } = await besideWebApp(emulator)
  await signInOnWeb(emulator, cookies)
  const shared = await look()

  for (const name of ["__clerk_db_jwt", "__client_uat"]) cookies.remove(name)
  const withoutCookies = await look()
  await visit(emulator, cookies)

  expect(shared).toBe(`active: ${ADA}`)
  expect(withoutCookies).toBe("signed-out")
  expect(await look()).toBe("signed-out")
})

test("the web app's token is nowhere but in its cookie", async () => {
  const emulator = await instance()
  const { cookies, look, signIn, send } = await besideWebApp(emulator)
  const token = await visit(emulator, cookies)

  await look()
  await signIn(ADA, PASSWORD)
  await send("get-token", undefined)

  expect(await look()).toBe(`active: ${ADA}`)
  expect(await stored()).not.toContain(token)
})

test("an own token from before the extension knew the web app is removed once the web app's is shared", async () => {
  const emulator = await instance()
  const { cookies, look } = await besideWebApp(emulator)
  await look()
  const own = await storedToken()

  await signInOnWeb(emulator, cookies)

  expect(await look()).toBe(`active: ${ADA}`)
  expect(await stored()).not.toContain(own)
})

test("an answer without a token doesn't cost the extension its own", async () => {
  const emulator = await instance()
  const { look, signIn } = await besideWebApp(emulator)
  await signIn(ADA, PASSWORD)
  await emulator.setFaults([{ match: { path: "/v1/client" }, times: 1, status: 500 }])

  await look()

  expect(await look()).toBe(`active: ${ADA}`)
})

test("a late answer to an old token doesn't replace the renewed one", async () => {
  await besideWebApp(await instance("production"))
  const { keepToken } = await import("~background/clerk/client-token-store")
  await keepToken(undefined, "first")
  await keepToken("first", "renewed")

  await Promise.all([keepToken("first", "first"), keepToken("first", "other"), keepToken(undefined, "new")])

  expect(await storedToken()).toBe("renewed")
})

describe("when another user signs in to the web app", () => {
  async function displaced() {
    const emulator = await instance()
    const worker = await besideWebApp(emulator)
    await worker.signIn(ADA, PASSWORD)
    const adasId = idOf(await worker.snapshot())
    const own = await storedToken()
    await signInOnWeb(emulator, worker.cookies, GRACE)
    await worker.look()
    const change = async () => lastKnownOf(await worker.snapshot())?.accountChange
    return { ...worker, emulator, own, adasId, change }
  }

  test("the extension follows, shows the change, and keeps the way back", async () => {
    const { state, change, adasId, own, look } = await displaced()

    expect(await state()).toBe(`active: ${GRACE}`)
    expect(await change()).toEqual({ formerUserId: adasId, returnTo: ADA })
    expect(await stored()).toContain(own)
    expect(await look()).toBe(`active: ${GRACE}`)
    expect(await change()).toEqual({ formerUserId: adasId, returnTo: ADA })
  })

  test("the way back outlives the browser", async () => {
    const { look, change, adasId } = await displaced()
    await chrome.storage.session.clear()

    expect(await look()).toBe(`active: ${GRACE}`)
    expect(await change()).toEqual({ formerUserId: adasId, returnTo: ADA })
  })

  test("the user can go back to the earlier account, apart from the web app until it signs out", async () => {
    const { look, change, send, state, emulator, cookies } = await displaced()

    await send("return-to-account", undefined)
    const returned = [await state(), await change()]
    await signInOnWeb(emulator, cookies, GRACE)
    const later = await look()
    await send("sign-out", {})
    const signedOut = await state()

    expect(returned).toEqual([`active: ${ADA}`, null])
    expect(later).toBe(`active: ${ADA}`)
    expect(signedOut).toBe("signed-out")
    expect(await look()).toBe(`active: ${GRACE}`)
    expect(await change()).toBeNull()
  })

  test("the user can still go back to the earlier account after everyone has signed out of the web app", async () => {
    const { look, change, send, state, emulator, cookies } = await displaced()

    await visit(emulator, cookies)
    const signedOut = [await look(), await change()]
    await send("return-to-account", undefined)

    expect(signedOut).toEqual(["signed-out", expect.objectContaining({ returnTo: ADA })])
    expect(await state()).toBe(`active: ${ADA}`)
  })

  test("a return without a network changes nothing", async () => {
    const { send, state, change, adasId, emulator } = await displaced()
    await emulator.setFaults([{ match: { path: "/v1/client" }, times: 1, status: 500 }])

    await expect(send("return-to-account", undefined)).rejects.toMatchObject({ code: "clerk-down" })

    expect(await state()).toBe(`active: ${GRACE}`)
    expect(await change()).toEqual({ formerUserId: adasId, returnTo: ADA })
  })

  test("a return to an account that is no longer signed in fails with an error that explains it", async () => {
    const { send, state, change, emulator, adasId } = await displaced()
    const { sessions } = await emulator.state()
    await emulator.revokeSession(sessions.find(({ userId }) => userId === adasId)?.id ?? "")

    await expect(send("return-to-account", undefined)).rejects.toMatchObject({ code: "expired" })

    expect(await state()).toBe(`active: ${GRACE}`)
    expect(await change()).toMatchObject({ returnTo: null })
  })

  test.each(["dismiss-account-change", "sign-out"] as const)("%s gives up the way back", async (command) => {
    const { change, send, own } = await displaced()

    await send(command, undefined)

    expect(await change()).toBeNull()
    expect(await stored()).not.toContain(own)
    await expect(send("return-to-account", undefined)).rejects.toMatchObject({ code: "expired" })
  })

  test("no change is shown if the same user signs in there too", async () => {
    const { change, look, own, emulator, cookies } = await displaced()

    await signInOnWeb(emulator, cookies, ADA)

    expect(await look()).toBe(`active: ${ADA}`)
    expect(await change()).toBeNull()
    expect(await stored()).not.toContain(own)
  })
})

test("another account in place of a shared one is shown, even with a sign-out in between, until the user has seen it", async () => {
  const emulator = await instance()
  const { cookies, look, snapshot, send } = await besideWebApp(emulator)
  const change = async () => lastKnownOf(await snapshot())?.accountChange
  await signInOnWeb(emulator, cookies)
  await look()
  const formerUserId = idOf(await snapshot())
  const first = await change()

  await visit(emulator, cookies)
  await look()
  const nobody = await change()
  await signInOnWeb(emulator, cookies, GRACE)
  await look()
  const other = await change()
  await send("dismiss-account-change", undefined)
  const seen = await change()
  await look()

  expect([first, nobody, seen, await change()]).toEqual([null, null, null, null])
  expect(other).toEqual({ formerUserId, returnTo: null })
})

test("no change is shown that the user made here", async () => {
  const emulator = await instance()
  await emulator.changeSettings({ session: { multiSession: true } })
  const { cookies, look, snapshot, send, signIn, state } = await besideWebApp(emulator)
  const change = async () => lastKnownOf(await snapshot())?.accountChange
  await signInOnWeb(emulator, cookies)
  await look()

  await signIn(GRACE, PASSWORD)
  const added = [await state(), await change()]
  await send("sign-out", undefined)
  await signInOnWeb(emulator, cookies)

  expect(added).toEqual([`active: ${GRACE}`, null])
  expect(await look()).toBe(`active: ${ADA}`)
  expect(await change()).toBeNull()
})

test.each([
  ["of no client", "nonsense"],
  ["of another instance", "dvb_2aBcDeFgHiJkLmNoPqRsTuVwXyZ"],
  ["that is empty", ""]
])("a token %s is tried once, and does no harm", async (_, token) => {
  const emulator = await instance()
  const { cookies, look, signIn } = await besideWebApp(emulator)
  cookies.set(APP, "__clerk_db_jwt", token)
  cookies.set(APP, "__client_uat", "1795436820")

  const states = [await look(), await look(), await look()]
  const refusalsOfToken = await refusals(emulator)
  await signIn(ADA, PASSWORD)

  expect(states).toEqual(["signed-out", "signed-out", "signed-out"])
  expect(refusalsOfToken).toBeLessThanOrEqual(2)
  expect(await look()).toBe(`active: ${ADA}`)
})

test("the extension's own session outlives a web app token that Clerk doesn't know", async () => {
  const emulator = await instance()
  const { cookies, look, signIn } = await besideWebApp(emulator)
  await signIn(ADA, PASSWORD)
  cookies.set(APP, "__clerk_db_jwt", "nonsense")
  cookies.set(APP, "__client_uat", "1795436820")

  expect([await look(), await look()]).toEqual([`active: ${ADA}`, `active: ${ADA}`])
})

test("when the web app gets a good token after a bad one, the good one counts", async () => {
  const emulator = await instance()
  const { cookies, look } = await besideWebApp(emulator)
  cookies.set(APP, "__clerk_db_jwt", "nonsense")
  await look()

  await signInOnWeb(emulator, cookies, GRACE)

  expect(await look()).toBe(`active: ${GRACE}`)
})

test("in production, the web app gets the token that Clerk renews when someone signs in or out here", async () => {
  const emulator = await instance("production")
  const { cookies, look, signIn, send } = await besideWebApp(emulator)
  const token = () => cookies.all()[0]?.value ?? ""
  const sessionsOnWeb = async () => {
    const headers = { cookie: `__client=${token()}` }
    return (await request(emulator, "/client", { headers })).json().response.sessions
  }
  const visited = await visitInProduction(emulator, cookies)

  await signIn(ADA, PASSWORD)
  const signedIn = [token(), await sessionsOnWeb(), await look()] as const
  await send("sign-out", {})

  expect(signedIn).toMatchObject([expect.any(String), [{ status: "active" }], `active: ${ADA}`])
  expect(new Set([visited, signedIn[0], token()]).size).toBe(3)
  expect(await sessionsOnWeb()).toEqual([])
  expect(await look()).toBe("signed-out")
  for (const each of [visited, signedIn[0], token()]) expect(await stored()).not.toContain(each)
})

test("in production, a client that a script has planted isn't used, and no token is written where the script can read it", async () => {
  const emulator = await instance("production")
  const { cookies, signIn, state } = await besideWebApp(emulator)
  const attackers = await visitInProduction(emulator, createFakeCookies([]))
  await visitInProduction(emulator, cookies)
  const planted = { domain: "emulator.example", httpOnly: false }
  for (const name of ["__client", `__client_${await suffixOf(emulator)}`]) {
    cookies.set("https://blog.emulator.example", name, attackers, planted)
  }
  cookies.set("https://blog.emulator.example", "__client_uat", "1", planted)

  await signIn(ADA, PASSWORD)

  expect(await state()).toBe(`active: ${ADA}`)
  const readable = cookies.all().filter(({ httpOnly }) => !httpOnly)
  expect(readable.map(({ value }) => value)).toEqual([attackers, attackers, "1"])
  expect(await sessionsOf(emulator, attackers)).toEqual([])
})

test("in production, cookies that only claim a sign-in sign nobody out here, and are tried once", async () => {
  const emulator = await instance("production")
  const { cookies, signIn, look } = await besideWebApp(emulator)
  await signIn(ADA, PASSWORD)
  await visitInProduction(emulator, cookies)
  cookies.set(APP, "__client_uat", "1795436820")
  cookies.set(APP, "__session", "planted")

  const first = await look()
  const before = (await emulator.requests()).length
  const second = await look()

  expect([first, second]).toEqual([`active: ${ADA}`, `active: ${ADA}`])
  expect((await emulator.requests()).length - before).toBe(1)
})

test("in production, a renewed token reaches the web app although Chrome has stopped the worker midway", async () => {
  const emulator = await instance("production")
  const { cookies, signIn } = await besideWebApp(emulator)
  await visitInProduction(emulator, cookies)
  const write = vi.spyOn(chrome.cookies, "set").mockReturnValue(new Promise(() => {}) as never)
  void signIn(ADA, PASSWORD)
  await vi.waitFor(() => expect(write).toHaveBeenCalled())
  write.mockRestore()

  const { owner, snapshot } = await restartWorker()
  await owner.sync({ force: true })

  expect(await snapshot()).toMatchObject({ status: "active", user: { identifier: ADA } })
  expect(await sessionsOf(emulator, cookies.all()[0]?.value ?? "")).toHaveLength(1)
  expect(await stored()).not.toContain(cookies.all()[0]?.value)
})

test("in production, a user who signs in here stays signed in when the web app's cookie can't be written", async () => {
  const emulator = await instance("production")
  const { cookies, look, signIn, state } = await besideWebApp(emulator)
  await visitInProduction(emulator, cookies)
  vi.spyOn(chrome.cookies, "set").mockRejectedValue(new Error("No host permissions"))

  await signIn(ADA, PASSWORD)

  expect(await state()).toBe(`active: ${ADA}`)
  expect(await look()).toBe(`active: ${ADA}`)
})

test("in production, the web app gets a renewed token although there's no room for notes about it", async () => {
  const emulator = await instance("production")
  const { cookies, signIn, look } = await besideWebApp(emulator)
  const visited = await visitInProduction(emulator, cookies)
  await look()
  vi.spyOn(console, "error").mockReturnValue()
  const full = vi.spyOn(chrome.storage.session, "set").mockRejectedValue(new Error("QUOTA_BYTES exceeded"))

  // The sign-in succeeds, but can't be shown.
  await signIn(ADA, PASSWORD).catch(() => {})
  const renewed = cookies.all()[0]?.value ?? ""
  full.mockRestore()

  expect(renewed).not.toBe(visited)
  expect(await sessionsOf(emulator, renewed)).toHaveLength(1)
  expect(await look()).toBe(`active: ${ADA}`)
})

test("without room for a note, a token that Clerk doesn't know is still not sent again", async () => {
  const emulator = await instance()
  const { cookies, owner } = await besideWebApp(emulator)
  cookies.set(APP, "__clerk_db_jwt", "nonsense")
  vi.spyOn(console, "error").mockReturnValue()
  vi.spyOn(chrome.storage.session, "set").mockRejectedValue(new Error("QUOTA_BYTES exceeded"))

  for (let looks = 0; looks < 3; looks += 1) await owner.sync({ force: true }).catch(() => {})

  expect(await refusals(emulator)).toBeLessThanOrEqual(2)
})

test.each([7, "nonsense", {}, { old: "token" }, { old: "token", renewed: "" }, { old: {}, renewed: 7 }])(
  "a stored renewal that is nonsense is ignored: %j",
  async (nonsense) => {
    const emulator = await instance("production")
    const { cookies, look } = await besideWebApp(emulator)
    const token = await visitInProduction(emulator, cookies)
    const keys = ["renewed-token", "refused-token", "web-app-in-vain", "own-client"]
    await chrome.storage.session.set(Object.fromEntries(keys.map((key) => [key, nonsense])))
    await chrome.storage.session.set({ "sync-host": { token: "seen" } })

    const state = await look()

    const { "sync-host": seen, ...left } = await chrome.storage.session.get(null)
    expect(state).toBe("signed-out")
    expect(cookies.all()[0]?.value).toBe(token)
    expect(await chrome.storage.local.get(null)).toEqual({})
    expect([seen, left["refused-token"]]).toEqual([{ token: "seen" }, nonsense])
  }
)
