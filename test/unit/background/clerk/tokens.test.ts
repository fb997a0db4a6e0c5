import { decodeJwt } from "jose"
import { afterEach, describe, expect, test, vi } from "vitest"
import type { RequestOf } from "~messaging/contracts"
import type { Reply } from "~messaging/message-error"
import { emulate, PASSWORD, type TestEmulator } from "../../../emulator/support"
import { verify } from "../../../support/backend"
import { POPUP } from "../../../support/fake-chrome"
import { ownerWithClerk, restartWorker } from "../../../support/owner-with-clerk"
import { waitUntil } from "../../../support/wait-until"

const ADA = "ada@example.com"
const HOUR = 3600

type TokenRequest = RequestOf<"get-token">

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllEnvs()
})

/** Ada is signed in, in two organizations, of which the first is the active one. */
async function signedIn(settings = {}) {
  const emulator = await emulate()
  await emulator.changeSettings({ organizations: { enabled: true, forceSelection: true }, ...settings })
  const acme = await emulator.addOrganization({ name: "Acme" })
  const globex = await emulator.addOrganization({ name: "Globex" })
  const memberships = [acme, globex].map(({ id }) => ({ organization: id }))
  const ada = await emulator.addUser({ email: ADA, password: PASSWORD, memberships })
  const worker = await ownerWithClerk(emulator)
  await worker.signIn(ADA, PASSWORD)
  await worker.send("choose-organization", { organizationId: acme.id })
  return { emulator, worker, acme, globex, ada, sessionId: (await emulator.state()).sessions[0]?.id ?? "" }
}

/** Like the author's own code in the service worker. */
async function getToken(request?: TokenRequest) {
  const module = await import("~background/get-token")
  return module.getToken(request)
}

/** Like a page: the handler's reply. */
async function reply(body?: TokenRequest): Promise<Reply<string>> {
  const { default: handler } = await import("~background/messages/get-token")
  return new Promise((resolve) => void handler({ name: "get-token", body, sender: POPUP }, { send: resolve }))
}

async function requestsTo(emulator: TestEmulator, path: RegExp) {
  const requests = await emulator.requests()
  return requests.filter((request) => path.test(request.path)).length
}

const tokenRequests = (emulator: TestEmulator) => requestsTo(emulator, /\/tokens(\/|$)/)

/** Time passes for the device and for Clerk. */
function pass(seconds: number) {
  const now = Date.now() + seconds * 1000
  vi.useFakeTimers({ toFake: ["Date"], now })
}

const failure = (code: string, more = {}) => ({ name: "MessageError", code, ...more })

const organizationIn = (token: string) => (decodeJwt(token).o as { id: string } | undefined)?.id

describe("a fresh token", () => {
  test("comes from memory, without a request", async () => {
    const { emulator } = await signedIn()
    const requests = await requestsTo(emulator, /./)

    const tokens = [await getToken(), await getToken({}), await reply()]

    expect(tokens).toEqual([tokens[0], tokens[0], { ok: true, value: tokens[0] }])
    expect(await requestsTo(emulator, /./)).toBe(requests)
  })

  test("works without a network, too", async () => {
    await signedIn()
    const token = await getToken()
    vi.stubGlobal("navigator", { onLine: false })
    vi.stubEnv("PLASMO_PUBLIC_CLERK_EMULATOR_URL", "")

    const again = await getToken()

    expect(again).toBe(token)
  })

  test("is renewed ten seconds before it expires", async () => {
    const { emulator } = await signedIn()
    const first = await getToken({ skipCache: true })

    pass(48)
    const later = await getToken()
    pass(3)
    const renewed = await getToken()

    expect(later).toBe(first)
    expect(renewed).not.toBe(first)
    expect(await getToken()).toBe(renewed)
    expect(await tokenRequests(emulator)).toBe(2)
  })
})

describe("a hundred simultaneous callers make one request:", () => {
  test("pages and the author's own code", async () => {
    const { emulator } = await signedIn()
    pass(60)

    const answers = await Promise.all(
      Array.from({ length: 50 }, () => [getToken(), reply().then((each) => each.ok && each.value)]).flat()
    )

    expect(new Set(answers)).toEqual(new Set([await getToken()]))
    expect(await tokenRequests(emulator)).toBe(1)
  })

  test("after Chrome has stopped the service worker", async () => {
    const { emulator } = await signedIn()
    await restartWorker()
    const before = await requestsTo(emulator, /./)

    const tokens = await Promise.all(Array.from({ length: 100 }, () => getToken()))

    expect(new Set(tokens).size).toBe(1)
    expect(await tokenRequests(emulator)).toBe(1)
    // The other two are for the client and the instance.
    expect(await requestsTo(emulator, /./)).toBe(before + 3)
  })

  test("when Clerk refuses", async () => {
    const { emulator } = await signedIn()
    pass(60)
    await emulator.setFaults([{ match: { path: "/v1/client/sessions/:id/tokens" }, status: 503 }])

    const answers = await Promise.all(Array.from({ length: 100 }, () => reply()))

    for (const answer of answers) expect(answer).toMatchObject({ failure: { code: "clerk-down" } })
    expect(await tokenRequests(emulator)).toBe(1)
  })
})

describe("the organization in a token", () => {
  test("is the one chosen a moment ago", async () => {
    const { worker, acme, globex } = await signedIn()
    const choose = (organizationId: string) => worker.send("choose-organization", { organizationId })

    const seen = [organizationIn(await getToken())]
    for (const { id } of [globex, acme, globex]) {
      await choose(id)
      seen.push(organizationIn(await getToken()))
    }

    expect(seen).toEqual([acme.id, globex.id, acme.id, globex.id])
  })

  test("isn't the previous one while it's changing", async () => {
    const { emulator, worker, globex } = await signedIn()
    const organization = () => worker.clerk().then(({ session }) => session?.lastActiveOrganizationId)
    await emulator.setFaults([{ match: { path: "/v1/client/sessions/:id/touch" }, delayMs: 500 }])
    const changing = worker.send("choose-organization", { organizationId: globex.id })
    await waitUntil(async () => (await organization()) === globex.id, "the change to begin")

    const token = await getToken()

    expect(organizationIn(token)).toBe(globex.id)
    await changing
  })

  test("can be requested", async () => {
    const { emulator, acme, globex } = await signedIn({
      organizations: { enabled: true, forceSelection: false }
    })

    const tokens = [
      await getToken({ organizationId: globex.id }),
      await getToken({ organizationId: acme.id }),
      await getToken({ organizationId: null }),
      await getToken()
    ]

    expect(tokens.map(organizationIn)).toEqual([globex.id, acme.id, undefined, acme.id])
    expect(await getToken({ organizationId: globex.id })).toBe(tokens[0])
    expect(await getToken({ organizationId: null })).toBe(tokens[2])
    expect(await tokenRequests(emulator)).toBe(2)
  })

  test("that the user doesn't belong to is refused", async () => {
    await signedIn()

    await expect(getToken({ organizationId: "org_unknown" })).rejects.toMatchObject(failure("not-allowed"))
  })
})

test("a template that the instance doesn't have is refused, and the session continues", async () => {
  const { worker } = await signedIn()

  await expect(getToken({ template: "supabase" })).rejects.toMatchObject(
    failure("rejected", { message: "No JWT template was found with this id." })
  )

  expect(await reply({ template: "supabase" })).toMatchObject({ ok: false, failure: { code: "rejected" } })
  expect(await worker.snapshot()).toMatchObject({ status: "active" })
  expect(await getToken()).toEqual(expect.any(String))
})

describe("skipCache", () => {
  test("gets a new token, which others then get from memory", async () => {
    const { emulator } = await signedIn()
    const first = await getToken()
    pass(2)

    const second = await getToken({ skipCache: true })

    expect(second).not.toBe(first)
    expect(await getToken()).toBe(second)
    expect(await tokenRequests(emulator)).toBe(1)
  })

  test("doesn't wait for an earlier request", async () => {
    await signedIn()
    pass(60)
    const { fetch } = globalThis
    let letGo = () => {}
    const held = new Promise<void>((resolve) => {
      letGo = resolve
    })
    const fetching = vi.spyOn(globalThis, "fetch")
    fetching.mockImplementationOnce((...request) => held.then(() => fetch(...request)))
    const slow = getToken()
    await waitUntil(() => fetching.mock.calls.length > 0, "the request of before")

    const quick = await Promise.race([slow, getToken({ skipCache: true }).then(() => "a new one")])

    expect(quick).toBe("a new one")
    letGo()
    await slow
  })
})

describe("there is no token", () => {
  const tokens = { path: "/v1/client/sessions/:id/tokens" }

  test("when nobody is signed in", async () => {
    const emulator = await emulate()
    await ownerWithClerk(emulator)

    await expect(getToken()).rejects.toMatchObject(failure("signed-out"))

    expect(await tokenRequests(emulator)).toBe(0)
  })

  test.for(["revoked", "deleted"])("when the session has %s, and every page shows it", async (how) => {
    const { emulator, worker, sessionId, ada } = await signedIn()
    await (how === "revoked" ? emulator.revokeSession(sessionId) : emulator.deleteUser(ada.id))
    pass(60)

    await expect(getToken()).rejects.toMatchObject(failure("signed-out"))

    await expect.poll(worker.snapshot).toMatchObject({ status: "signed-out" })
  })

  test("when Clerk no longer knows the session, and every page shows it", async () => {
    const { emulator, worker, sessionId } = await signedIn()
    await emulator.revokeSession(sessionId)
    await emulator.setFaults([{ match: tokens, status: 404 }])
    pass(60)

    await expect(getToken()).rejects.toMatchObject(failure("signed-out"))

    await expect.poll(worker.snapshot).toMatchObject({ status: "signed-out" })
  })

  test.for([
    ["the network is gone", { abort: "before" }, failure("offline")],
    ["it has had too many requests", { status: 429, retryAfter: 30 }, failure("rate-limited")],
    ["Clerk is down", { status: 503 }, failure("clerk-down")],
    ["a proxy answers in Clerk's place", { status: 502, malformed: "html" }, failure("clerk-down")]
  ] as const)(
    "when %s: the call fails at once, and the next call tries again",
    async ([_, fault, expected]) => {
      const { emulator } = await signedIn()
      pass(60)
      await emulator.setFaults([{ match: tokens, ...fault }])

      await expect(getToken()).rejects.toMatchObject(expected)

      expect(await tokenRequests(emulator)).toBe(1)
      await emulator.setFaults([])
      expect(await getToken()).toEqual(expect.any(String))
    }
  )

  test("and the error contains when to try again", async () => {
    const { emulator } = await signedIn()
    await emulator.setFaults([{ match: tokens, status: 429, retryAfter: 30 }])

    const refused = await reply({ skipCache: true })

    expect(refused).toMatchObject({ ok: false, failure: { code: "rate-limited", retryAfterSeconds: 30 } })
  })

  test("when the device reports no network, and nothing is sent", async () => {
    const { emulator } = await signedIn()
    pass(60)
    vi.stubGlobal("navigator", { onLine: false })
    vi.stubEnv("PLASMO_PUBLIC_CLERK_EMULATOR_URL", "")

    await expect(getToken()).rejects.toMatchObject(failure("offline"))

    expect(await tokenRequests(emulator)).toBe(0)
  })

  test("when Clerk never answers, and the next call tries again", async () => {
    const { emulator } = await signedIn()
    await emulator.setFaults([{ match: tokens, times: 1, delayMs: 60_000 }])
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date"] })
    vi.setSystemTime(Date.now() + 60_000)
    const hanging = expect(getToken()).rejects.toMatchObject(failure("timed-out"))
    await waitUntil(async () => (await emulator.faults())[0]?.times === 0, "a request for a token")
    await vi.advanceTimersByTimeAsync(21_000)
    await hanging

    const token = await getToken()

    expect(token).toEqual(expect.any(String))
  })
})

describe("the token of a pending session", () => {
  const mfa = { mfa: { required: true, authenticatorApp: true } }

  async function pending() {
    const emulator = await emulate()
    await emulator.changeSettings(mfa)
    await emulator.addUser({ email: ADA, password: PASSWORD })
    const worker = await ownerWithClerk(emulator)
    await worker.signIn(ADA, PASSWORD)
    return { emulator, worker }
  }

  test("is refused, however it's requested", async () => {
    const { emulator } = await pending()

    for (const request of [{}, { skipCache: true }, { template: "supabase" }, { organizationId: null }]) {
      await expect(getToken(request)).rejects.toMatchObject(failure("signed-out"))
    }

    expect(await tokenRequests(emulator)).toBe(0)
  })

  test("goes only to callers that treat it as signed in", async () => {
    const { emulator } = await pending()

    const token = await getToken({ treatPendingAsSignedOut: false })

    expect(await verify(emulator, token)).toMatchObject({ sts: "pending" })
    expect(await getToken({ treatPendingAsSignedOut: false, skipCache: true })).toEqual(expect.any(String))
    expect(await reply()).toMatchObject({ ok: false, failure: { code: "signed-out" } })
    expect(await reply({ treatPendingAsSignedOut: true })).toMatchObject({ failure: { code: "signed-out" } })
  })

  test("is refused even if a task was added elsewhere, and every page shows it", async () => {
    const { emulator, worker } = await signedIn()
    await emulator.changeSettings(mfa)
    pass(60)

    const answers = await Promise.all([reply(), reply(), getToken({ treatPendingAsSignedOut: false })])

    expect(answers).toMatchObject([
      { failure: { code: "signed-out" } },
      { failure: { code: "signed-out" } },
      expect.any(String)
    ])
    await expect.poll(worker.snapshot).toMatchObject({ status: "pending", tasks: ["setup-mfa"] })
    expect(await tokenRequests(emulator)).toBe(1)
  })
})

describe("the device's clock", () => {
  const late = 3 * HOUR
  const early = -3 * HOUR

  /** Clerk's clock is that many seconds ahead. Counts the requests for tokens since the sign-in: the SDK makes one, too. */
  async function signedInAt(seconds: number) {
    const emulator = await emulate()
    await emulator.moveClock(seconds)
    await emulator.addUser({ email: ADA, password: PASSWORD })
    const { signIn } = await ownerWithClerk(emulator)
    await signIn(ADA, PASSWORD)
    const before = await tokenRequests(emulator)
    return { emulator, requests: async () => (await tokenRequests(emulator)) - before }
  }

  /** By Clerk's clock. */
  async function secondsLeft(emulator: TestEmulator, token = "") {
    const { clock } = await emulator.state()
    return (decodeJwt(token).exp ?? 0) - clock.now / 1000
  }

  test.for([late, early])("may be wrong: Clerk's is %i seconds ahead", async (seconds) => {
    const { emulator, requests } = await signedInAt(seconds)

    const before = [await getToken(), await getToken(), await getToken()]
    const requestsBefore = await requests()
    pass(60)
    const after = [await getToken(), await getToken(), await getToken()]

    expect(new Set(before).size).toBe(1)
    expect(requestsBefore).toBe(0)
    expect(new Set(after).size).toBe(1)
    expect(await requests()).toBe(1)
    expect(await secondsLeft(emulator, after[0])).toBeGreaterThan(50)
  })

  test.for([late, early])(
    "may be wrong after a stopped worker: Clerk's is %i seconds ahead",
    async (seconds) => {
      const { emulator, requests } = await signedInAt(seconds)
      pass(25)
      await restartWorker()

      const first = await getToken()
      pass(55)
      const second = await getToken()

      expect(first).not.toBe(second)
      expect(await secondsLeft(emulator, second)).toBeGreaterThan(50)
      expect(await requests()).toBe(2)
    }
  )

  test("doesn't matter even if Clerk's answers have no date", async () => {
    const emulator = await emulate()
    await emulator.moveClock(early)
    await emulator.addUser({ email: ADA, password: PASSWORD })
    const realFetch = globalThis.fetch
    vi.stubGlobal("fetch", async (...request: Parameters<typeof fetch>) => {
      const { status, headers, body } = await realFetch(...request)
      const withoutDate = [...headers].filter(([name]) => name !== "date")
      return new Response(body, { status, headers: withoutDate })
    })
    const { signIn } = await ownerWithClerk(emulator)
    await signIn(ADA, PASSWORD)
    const before = await tokenRequests(emulator)

    const tokens = [await getToken(), await getToken(), await getToken()]

    expect(new Set(tokens).size).toBe(1)
    expect(await tokenRequests(emulator)).toBe(before + 1)
  })

  test("may be set right while the worker runs", async () => {
    const { emulator } = await signedInAt(early)

    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + early * 1000 })
    await emulator.moveClock(60)
    const token = await getToken()

    expect(await secondsLeft(emulator, token)).toBeGreaterThan(50)
  })
})

test("a backend accepts the tokens, with the published key", async () => {
  const { emulator, acme, ada, sessionId } = await signedIn()

  const claims = await verify(emulator, await getToken())

  expect(claims).toMatchObject({ sub: ada.id, sid: sessionId, sts: "active", o: { id: acme.id } })
})
