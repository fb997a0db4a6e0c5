import { afterEach, expect, test, vi } from "vitest"
import { emulate, PASSWORD, request, signInElsewhere, type TestEmulator } from "../../../emulator/support"
import { createFakeCookies, type FakeCookies } from "../../../support/fake-cookies"
import { ownerWithClerk } from "../../../support/owner-with-clerk"

const APP = "http://localhost"
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
async function besideWebApp(emulator: TestEmulator, cookies = createFakeCookies([APP])) {
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

/** Somebody opens the web app for the first time: it gets a client, with nobody signed in. */
async function visit(emulator: TestEmulator, cookies: FakeCookies) {
  const { id } = (await request(emulator, "/dev_browser", { method: "POST" })).json()
  cookies.set(APP, "__clerk_db_jwt", id)
  cookies.set(APP, "__client_uat", "0")
  return id as string
}

async function visitInProduction(emulator: TestEmulator, cookies: FakeCookies) {
  const { headers } = await request(emulator, "/client", { headers: { origin: emulator.url } })
  const token = /__client=([\w-]+)/.exec(headers.getSetCookie()[0] ?? "")?.[1] ?? ""
  cookies.set(APP, "__client", token)
  return token
}

async function signInOnWeb(emulator: TestEmulator, cookies: FakeCookies, email = ADA) {
  const { token } = await signInElsewhere(emulator, email)
  cookies.set(APP, "__clerk_db_jwt", token)
  cookies.set(APP, "__client_uat", "1795436820")
  return token
}

/** The sessions of the client with this token. */
async function sessionsOf(emulator: TestEmulator, token: string) {
  const { response } = (await request(emulator, "/client", { token })).json()
  return (response?.sessions ?? []).map(({ user }: { user: { id: string } }) => user.id)
}

async function refusals(emulator: TestEmulator) {
  const requests = await emulator.requests()
  return requests.filter(({ status }) => status === 401).length
}

test("whoever is signed in to the web app is signed in here, from the first look", async () => {
  const emulator = await instance()
  const cookies = createFakeCookies([APP])
  await signInOnWeb(emulator, cookies)

  const { look } = await besideWebApp(emulator, cookies)

  expect(await look()).toBe(`active: ${ADA}`)
})

test("whoever signs in here is signed in to a web app that has been open before", async () => {
  const emulator = await instance()
  const { cookies, look, signIn } = await besideWebApp(emulator)
  await look()
  const token = await visit(emulator, cookies)

  await signIn(ADA, PASSWORD)

  expect(await sessionsOf(emulator, token)).toHaveLength(1)
})

test("whoever is signed in here stays so at the first look at the web app, until somebody signs in there", async () => {
  const emulator = await instance()
  const { cookies, look, signIn } = await besideWebApp(emulator)
  await signIn(ADA, PASSWORD)

  await visit(emulator, cookies)
  const afterVisit = await look()
  await signInOnWeb(emulator, cookies, GRACE)

  expect(afterVisit).toBe(`active: ${ADA}`)
  expect(await look()).toBe(`active: ${GRACE}`)
})

test("so it is after a restart of the browser", async () => {
  const emulator = await instance()
  const before = await besideWebApp(emulator)
  await before.signIn(ADA, PASSWORD)
  await visit(emulator, before.cookies)
  const stored = await chrome.storage.local.get(null)

  const { look } = await besideWebApp(emulator, before.cookies)
  await chrome.storage.local.set(stored)

  expect(await look()).toBe(`active: ${ADA}`)
})

test("once shared, the session ends here when the web app has another client with nobody signed in", async () => {
  const emulator = await instance()
  const { cookies, look } = await besideWebApp(emulator)
  await signInOnWeb(emulator, cookies)
  const shared = await look()

  for (const name of ["__clerk_db_jwt", "__client_uat"]) cookies.remove(name)
  const withoutCookies = await look()
  await visit(emulator, cookies)

  expect(shared).toBe(`active: ${ADA}`)
  expect(withoutCookies).toBe(`active: ${ADA}`)
  expect(await look()).toBe("signed-out")
})

test.each([
  ["that nobody was given", "nonsense"],
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

test("a session of our own outlives a token of the web app that Clerk does not know", async () => {
  const emulator = await instance()
  const { cookies, look, signIn } = await besideWebApp(emulator)
  await signIn(ADA, PASSWORD)
  cookies.set(APP, "__clerk_db_jwt", "nonsense")
  cookies.set(APP, "__client_uat", "1795436820")

  expect([await look(), await look()]).toEqual([`active: ${ADA}`, `active: ${ADA}`])
})

test("when the web app gets a good token after a bad one, that one counts", async () => {
  const emulator = await instance()
  const { cookies, look } = await besideWebApp(emulator)
  cookies.set(APP, "__clerk_db_jwt", "nonsense")
  await look()

  await signInOnWeb(emulator, cookies, GRACE)

  expect(await look()).toBe(`active: ${GRACE}`)
})

test("in production, the web app gets the token that Clerk renews when somebody signs in or out here", async () => {
  const emulator = await instance("production")
  const { cookies, look, signIn, send } = await besideWebApp(emulator)
  const token = () => cookies.all()[0]?.value
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
})

test("in production, whoever signs in here stays so when the web app's cookie cannot be written", async () => {
  const emulator = await instance("production")
  const { cookies, look, signIn, state } = await besideWebApp(emulator)
  await visitInProduction(emulator, cookies)
  vi.spyOn(chrome.cookies, "set").mockRejectedValue(new Error("No host permissions"))

  await signIn(ADA, PASSWORD)

  expect(await state()).toBe(`active: ${ADA}`)
  expect(await look()).toBe(`active: ${ADA}`)
})
