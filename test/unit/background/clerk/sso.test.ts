import { describe, expect, test, vi } from "vitest"
import { lastKnownOf } from "~session/snapshot"
import type { SettingsPatch } from "../../../../emulator/model/settings"
import type { EmulatorOptions } from "../../../../emulator/start"
import { answerProvider, goThrough } from "../../../emulator/provider-steps"
import { emulate, given, PASSWORD, request } from "../../../emulator/support"
import { type FakeSsoWindow, installFakeSso } from "../../../support/fake-sso"
import { ownerWithClerk, restartWorker, storedToken } from "../../../support/owner-with-clerk"
import { text } from "../../../support/texts"

const ADA = "ada+clerk_test@example.com"
const GRACE = "grace+clerk_test@example.com"
const REDIRECT_URL = "https://abcdefghijklmnopabcdefghijklmnop.chromiumapp.org/sso-callback"
const google = { for: "sign-in", strategy: "oauth_google" } as const
const production: EmulatorOptions = { instance: "production" }

/** A worker whose instance has Google, where Ada has an account. */
async function started(settings: SettingsPatch = {}, options: EmulatorOptions = {}) {
  const emulator = await emulate(options)
  await emulator.changeSettings({ social: { google: true }, redirectUrls: [REDIRECT_URL], ...settings })
  await emulator.addUser({ email: ADA, password: PASSWORD, externalAccounts: ["google"] })
  const worker = await ownerWithClerk(emulator)
  const sso = await installFakeSso()
  return { emulator, worker, sso, open: () => opened(worker, sso) }
}

type Worker = Awaited<ReturnType<typeof ownerWithClerk>>

async function opened(
  worker: Worker,
  sso: Awaited<ReturnType<typeof installFakeSso>>
): Promise<FakeSsoWindow> {
  await worker.send("start-sso", google)
  return given(sso.last())
}

/** Goes through Google's pages, and returns the address they redirect to. */
const approve = (window: FakeSsoWindow, email = ADA) => goThrough(window.address, { email })

const attemptOf = async (worker: Worker) => lastKnownOf(await worker.snapshot())?.attempt
const failureOf = async (worker: Worker) => lastKnownOf(await worker.snapshot())?.ssoFailure

test.for([{}, production])(
  "users who approve are signed in, with the client's new token: %j",
  async (options) => {
    const { emulator, worker, sso, open } = await started({}, options)
    const window = await open()
    expect(await attemptOf(worker)).toMatchObject({ kind: "sign-in", step: "sso", provider: "Google" })
    const before = await storedToken()
    const callback = await approve(window)
    const since = Date.now()

    await window.leadBack(callback)

    await expect.poll(worker.snapshot).toMatchObject({ status: "active", attempt: null, ssoFailure: null })
    expect((await storedToken()) === before).toBe(options.instance !== "production")
    await expect.poll(() => sso.popup.opened).toBe(1)
    const asked = (await emulator.requests(since)).map(
      ({ method, path }) => `${method} ${path.split("/")[3]}`
    )
    expect(asked).toEqual(["GET sign_ins", "POST sessions"])
    await worker.owner.sync({ force: true })
    expect(await worker.snapshot()).toMatchObject({ status: "active" })
    expect((await emulator.state()).sessions).toHaveLength(1)
  }
)

test("the address for Google requires choosing an account each time, and suggests the one that was entered", async () => {
  const { worker, sso } = await started()

  await worker.send("start-sso", { ...google, identifier: ADA })

  const { searchParams } = given(sso.last()).address
  expect(searchParams.get("prompt")).toBe("select_account")
  expect(searchParams.get("login_hint")).toBe(ADA)
})

describe("an answer is ignored", () => {
  test("when the user has canceled", async () => {
    const { emulator, worker, open } = await started()
    const window = await open()
    const callback = await answerProvider(window.address, { email: ADA })
    await worker.send("cancel-sso")
    expect(window.isOpen).toBe(false)
    const since = Date.now()

    await window.leadBack(`${REDIRECT_URL}?${new URL(callback).searchParams}`)

    const asked = (await emulator.requests(since)).map(({ path }) => path)
    expect(asked.filter((path) => path.includes("sign_ins"))).toEqual([])
    expect(await worker.snapshot()).toMatchObject({ status: "signed-out", attempt: null, ssoFailure: null })
  })

  test("when another window has replaced it", async () => {
    const { worker, open } = await started({}, production)
    const first = await open()
    const answer = await approve(first)
    const second = await open()
    expect(first.isOpen).toBe(false)

    await first.leadBack(answer)

    expect(await attemptOf(worker)).toMatchObject({ step: "sso" })
    expect(second.isOpen).toBe(true)
  })

  test("when another sign-in has replaced it", async () => {
    const { worker, open } = await started()
    const window = await open()
    await worker.sendShowing(null, "start-sign-in", { identifier: ADA })

    await window.leadBack(`${REDIRECT_URL}?rotating_token_nonce=nonce`)

    await vi.waitFor(async () => expect(await attemptOf(worker)).toMatchObject({ step: "first-factor" }))
    expect(await worker.snapshot()).toMatchObject({ status: "signed-out", ssoFailure: null })
  })
})

describe("an answer signs nobody in", () => {
  test.for([
    ["redirects elsewhere", "https://abcdefghijklmnopabcdefghijklmnop.chromiumapp.org/other"],
    ["comes from elsewhere", "https://evil.example/sso-callback"]
  ])("that %s", async ([, address]) => {
    const { emulator, worker, open } = await started()
    const window = await open()
    const { searchParams } = await approve(window)
    const since = Date.now()

    await window.leadBack(`${address}?${searchParams}`)

    await expect.poll(() => failureOf(worker)).toMatchObject({ code: "expired" })
    expect((await emulator.requests(since)).filter(({ path }) => path.includes("sign_ins"))).toEqual([])
  })

  test("whose nonce was used before", async () => {
    const { emulator, worker, open } = await started({}, production)
    const first = await open()
    const used = await approve(first)
    await first.leadBack(used)
    await expect.poll(worker.snapshot).toMatchObject({ status: "active" })
    await worker.send("sign-out")
    const second = await open()

    await second.leadBack(used)

    await expect.poll(() => failureOf(worker)).not.toBeNull()
    expect(await worker.snapshot()).toMatchObject({ status: "signed-out" })
    expect((await emulator.state()).sessions.filter(({ status }) => status === "active")).toEqual([])
  })

  test("with another client's nonce", async () => {
    const { emulator, worker, open } = await started({}, production)
    const mine = await open()
    const body = { strategy: "oauth_google", redirect_url: REDIRECT_URL }
    const stranger = await request(emulator, "/client/sign_ins", { method: "POST", body })
    const { first_factor_verification: verification } = stranger.json().response

    await mine.leadBack(await goThrough(verification.external_verification_redirect_url, { email: ADA }))

    await expect.poll(() => failureOf(worker)).not.toBeNull()
    expect(await worker.snapshot()).toMatchObject({ status: "signed-out", sessions: [] })
  })
})

describe("an instance with which Clerk redirects to the wrong place", () => {
  test.for(["javascript:alert(1)", "http://evil.example/", "https://user:password@example.com/", ""])(
    "opens no window for %j",
    async (address) => {
      const { emulator, worker, sso } = await started()
      const verification = {
        object: "verification_oauth",
        status: "unverified",
        strategy: "oauth_google",
        ...(address && { external_verification_redirect_url: address })
      }
      const signIn = { object: "sign_in_attempt", id: "sia_1", status: "needs_identifier" }
      const response = { ...signIn, first_factor_verification: verification }
      const client = { object: "client", id: "client_1", sessions: [], sign_in: response, sign_up: null }
      const match = { method: "POST", path: "/v1/client/sign_ins" }
      await emulator.setFaults([{ match, status: 200, body: { response, client } }])

      await expect(worker.send("start-sso", google)).rejects.toMatchObject({ code: "rejected" })

      expect(sso.windows).toEqual([])
      expect(await attemptOf(worker)).toBeNull()
    }
  )

  test("shows the author of a development build which redirect address to allow", async () => {
    vi.spyOn(console, "warn").mockReturnValue()
    const { worker, sso } = await started({ redirectUrls: [] })

    await expect(worker.send("start-sso", google)).rejects.toMatchObject({
      failure: {
        code: "misconfigured",
        message: text("errorSsoSetup"),
        advice: expect.stringContaining(REDIRECT_URL)
      }
    })

    expect(sso.windows).toEqual([])
  })
})

test("a window that the user closes leaves nothing behind", async () => {
  const { worker, sso, open } = await started()

  await (await open()).close()

  await expect.poll(() => attemptOf(worker)).toBeNull()
  expect(await failureOf(worker)).toBeNull()
  expect(await chrome.storage.session.get("sso-flow")).toEqual({})
  await expect.poll(() => sso.popup.opened).toBe(1)
})

test("a page that Chrome can't load is reported, and forgotten when the next attempt begins", async () => {
  const { worker, open } = await started()

  await (await open()).fail()

  await expect.poll(() => failureOf(worker)).toMatchObject({ code: "offline" })
  expect(await attemptOf(worker)).toBeNull()
  await worker.send("start-sign-in", { identifier: ADA })
  expect(await failureOf(worker)).toBeNull()
})

test("a failure is forgotten when the user signs in another way", async () => {
  const { worker, open } = await started()
  await (await open()).fail()
  await expect.poll(() => failureOf(worker)).not.toBeNull()

  await worker.signIn(ADA, PASSWORD)

  expect(await worker.snapshot()).toMatchObject({ status: "active", ssoFailure: null })
})

test("losing the network for a moment isn't a failure", async () => {
  const { emulator, worker, open } = await started({}, production)
  const window = await open()
  const callback = await approve(window)
  await emulator.setFaults([{ match: { path: "/v1/client/sign_ins/:id" }, times: 2, status: 503 }])

  await window.leadBack(callback)

  await expect
    .poll(worker.snapshot, { timeout: 15_000 })
    .toMatchObject({ status: "active", ssoFailure: null })
})

test("losing the network for longer is reported, and the session is found when it's back", async () => {
  vi.useFakeTimers({ shouldAdvanceTime: true, advanceTimeDelta: 100 })
  const { emulator, worker, open } = await started()
  const window = await open()
  const callback = await approve(window)
  await emulator.setFaults([{ match: { path: "/v1/client*" }, status: 503 }])

  await window.leadBack(callback)

  await expect.poll(() => failureOf(worker), { timeout: 30_000 }).toMatchObject({ code: "clerk-down" })
  await emulator.setFaults([])
  await worker.owner.sync({ force: true })
  expect(await worker.snapshot()).toMatchObject({ status: "active", ssoFailure: null })
})

test("a sync between Google's answer and ours loses no other sessions", async () => {
  const { emulator, worker, open } = await started({ session: { multiSession: true } }, production)
  await emulator.addUser({ email: GRACE, password: PASSWORD })
  await worker.signIn(GRACE, PASSWORD)
  const window = await open()
  const callback = await approve(window)

  await worker.owner.sync({ force: true })
  await window.leadBack(callback)

  await expect.poll(worker.snapshot).toMatchObject({
    user: { primaryEmailAddress: ADA },
    sessions: [{}, {}]
  })
})

test("a lost answer to a transfer loses no account", async () => {
  const { emulator, worker, open } = await started()
  const window = await open()
  const callback = await approve(window, "rosa@example.com")
  await emulator.setFaults([
    { match: { method: "POST", path: "/v1/client/sign_ups" }, times: 1, abort: "after" }
  ])

  await window.leadBack(callback)

  await expect.poll(worker.snapshot).toMatchObject({ user: { primaryEmailAddress: "rosa@example.com" } })
  expect((await emulator.state()).users).toHaveLength(2)
})

describe("while the result is fetched from Clerk", () => {
  /** Two users on one client in production, one of them just back from Google; Clerk doesn't answer yet. */
  async function answeredInVain() {
    const { emulator, worker, sso, open } = await started({ session: { multiSession: true } }, production)
    await emulator.addUser({ email: GRACE, password: PASSWORD })
    await worker.signIn(GRACE, PASSWORD)
    const window = await open()
    const callback = await approve(window)
    await emulator.setFaults([{ match: { path: "/v1/client/sign_ins/:id" }, times: 2, status: 503 }])
    await window.leadBack(callback)
    await expect.poll(() => attemptOf(worker)).toMatchObject({ step: "sso", isFinishing: true })
    return { worker, sso }
  }

  const isDone = (worker: Worker) =>
    expect.poll(worker.snapshot, { timeout: 15_000 }).toMatchObject({
      user: { primaryEmailAddress: ADA },
      sessions: [{}, {}],
      attempt: null
    })

  test("the user can't cancel, begin again, or leave: that would lose everyone's session", async () => {
    const { worker, sso } = await answeredInVain()

    await expect(worker.send("cancel-sso")).rejects.toMatchObject({ code: "rejected" })
    await expect(worker.send("start-sso", google)).rejects.toMatchObject({ code: "rejected" })
    await expect(worker.send("cancel-attempt")).rejects.toMatchObject({ code: "rejected" })

    await isDone(worker)
    expect(sso.windows).toHaveLength(1)
  })

  test("requesting a token loses no session", async () => {
    const { worker } = await answeredInVain()

    await expect(worker.send("get-token", { skipCache: true })).rejects.toThrow()

    await isDone(worker)
  })
})

test("a token requested with the old client token, before Clerk redirected, loses no session", async () => {
  const { emulator, worker, open } = await started({ session: { multiSession: true } }, production)
  await emulator.addUser({ email: GRACE, password: PASSWORD })
  await worker.signIn(GRACE, PASSWORD)
  const window = await open()
  const callback = await approve(window)

  await expect(worker.send("get-token", { skipCache: true })).rejects.toThrow()
  await window.leadBack(callback)

  await expect.poll(worker.snapshot).toMatchObject({ user: { primaryEmailAddress: ADA }, sessions: [{}, {}] })
})

test("a token that comes with another attempt isn't kept", async () => {
  const { emulator, worker, open } = await started({}, production)
  const window = await open()
  const before = await storedToken()
  const response = { object: "sign_in_attempt", id: "sia_of_another_user", status: "complete" }
  const client = {
    object: "client",
    id: "client_of_another_user",
    sessions: [],
    sign_in: null,
    sign_up: null
  }
  const body = { response, client }
  await emulator.setFaults([{ match: { path: "/v1/client/sign_ins/:id" }, status: 200, body }])

  await window.leadBack(`${REDIRECT_URL}?rotating_token_nonce=of_another_user`)

  await expect.poll(() => failureOf(worker), { timeout: 20_000 }).not.toBeNull()
  expect(await storedToken()).toBe(before)
})

describe("a window is closed", () => {
  test.for([
    ["a sign-in by address", "start-sign-in", { identifier: ADA }],
    ["a sign-up", "sign-up", { emailAddress: "rosa@example.com", password: "Gentle-meadow-12-cyclists" }],
    ["a passkey", "start-passkey", { for: "sign-in" }]
  ] as const)("when %s replaces it", async ([, name, request]) => {
    const { worker, open } = await started({ passkeys: { enabled: true } })
    const window = await open()

    await worker.sendShowing(null, name, request as never)

    expect(window.isOpen).toBe(false)
    expect((await attemptOf(worker))?.step).not.toBe("sso")
  })

  test("when the sign-in it belongs to is canceled", async () => {
    const { worker, open } = await started()
    const window = await open()

    await worker.send("cancel-attempt")

    expect(window.isOpen).toBe(false)
    expect(await attemptOf(worker)).toBeNull()
  })

  test("when Chrome shows it only after the user has canceled", async () => {
    const { worker, sso } = await started()
    sso.holdBack()
    await worker.send("start-sso", google)
    await expect(worker.send("show-sso-window")).rejects.toMatchObject({ code: "rejected" })
    await worker.send("cancel-sso")

    sso.show()

    await expect.poll(() => sso.last()?.isOpen).toBe(false)
  })
})

test("a failure is shown for ten minutes, and not beside another attempt", async () => {
  const { worker, open } = await started()
  await (await open()).fail()
  await expect.poll(() => failureOf(worker)).not.toBeNull()
  const person = { emailAddress: "rosa@example.com", password: "Gentle-meadow-12-cyclists" }
  await worker.send("sign-up", person)
  expect(await failureOf(worker)).toBeNull()

  await worker.send("cancel-attempt")
  expect(await failureOf(worker)).toBeNull()
  await (await open()).fail()
  await expect.poll(() => failureOf(worker)).not.toBeNull()
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 600_001 })
  await worker.owner.sync({ force: true })

  expect(await failureOf(worker)).toBeNull()
  vi.useRealTimers()
})

test("a sign-up that turns out to be a sign-in continues as one, though Clerk keeps both", async () => {
  const { emulator, worker, sso } = await started({
    session: { multiSession: true },
    mfa: { authenticatorApp: true }
  })
  await emulator.addUser({ email: GRACE, totp: true })
  await worker.send("start-sso", { for: "sign-up", strategy: "oauth_google" })
  const window = given(sso.last())

  await window.leadBack(await approve(window, GRACE))

  await expect.poll(() => attemptOf(worker)).toMatchObject({ kind: "sign-in", step: "second-factor" })
})

test("a company's window that redirects without a result is a failure", async () => {
  const { emulator, worker, sso } = await started({
    enterpriseConnections: [
      { id: "ec_acme", domain: "acme.com", name: "Acme Login", provider: "saml_custom" }
    ]
  })
  await worker.send("start-sign-in", { identifier: "kim@acme.com" })
  const window = given(sso.last())
  const id = given(await attemptOf(worker)).id
  const response = {
    object: "sign_in_attempt",
    id,
    status: "needs_first_factor",
    identifier: "kim@acme.com",
    supported_first_factors: [{ strategy: "enterprise_sso", enterprise_connection_id: "ec_acme" }],
    first_factor_verification: { status: "unverified", strategy: "saml" }
  }
  const client = { object: "client", id: "client_1", sessions: [], sign_in: response, sign_up: null }
  await emulator.setFaults([{ match: { path: "/v1/client*" }, status: 200, body: { response, client } }])

  await window.leadBack(REDIRECT_URL)

  await expect.poll(() => failureOf(worker)).toMatchObject({ code: "rejected" })
  expect(await attemptOf(worker)).toMatchObject({ step: "first-factor" })
})

test("nothing from the callback is kept", async () => {
  const { worker, open } = await started({}, production)
  const window = await open()
  const callback = await approve(window)
  const secrets = [...callback.searchParams.values(), window.address.searchParams.get("state")]

  await window.leadBack(callback)

  await expect.poll(worker.snapshot).toMatchObject({ status: "active" })
  const stored = JSON.stringify([
    await chrome.storage.session.get(null),
    await chrome.storage.local.get(null)
  ])
  const nonce = callback.searchParams.get("rotating_token_nonce") ?? ""
  expect(secrets).toContain(nonce)
  expect(stored).not.toContain(nonce)
  expect(stored).not.toContain(window.address.searchParams.get("state"))
})

test("users sign in even if there's no room for a note", async () => {
  const { worker, open } = await started()
  const set = chrome.storage.session.set.bind(chrome.storage.session)
  chrome.storage.session.set = async (items: Record<string, unknown>) => {
    if ("sso-flow" in items) throw new Error("QUOTA_BYTES quota exceeded")
    return set(items)
  }

  const window = await open()
  await window.leadBack(await approve(window))

  await expect.poll(worker.snapshot).toMatchObject({ status: "active" })
})

test("the next worker closes the window that a stopped one has left, and reports it", async () => {
  const { sso, open } = await started()
  const window = await open()
  window.isAbandoned = true
  const worker = await restartWorker()
  const { endInterruptedFlow } = await import("~background/clerk/sso-flow")

  expect(await endInterruptedFlow()).toBe(true)
  await worker.owner.sync({ force: true, onlyClient: true })

  expect(window.isOpen).toBe(false)
  expect(await failureOf(worker)).toMatchObject({ code: "interrupted" })
  expect(await attemptOf(worker)).toBeNull()
  expect(await endInterruptedFlow()).toBe(false)
  expect(sso.windows).toHaveLength(1)
})

test("the window comes to the front, and a missing window is reported", async () => {
  const { worker, open } = await started()
  const window = await open()
  window.isInFront = false

  await worker.send("show-sso-window")

  expect(window.isInFront).toBe(true)
  window.isOpen = false
  await expect(worker.send("show-sso-window")).rejects.toMatchObject({ code: "rejected" })
})

test("a build without SSO refuses, and opens nothing", async () => {
  const { worker, sso } = await started()
  vi.stubEnv("PLASMO_PUBLIC_CLERK_SSO", "")

  await expect(worker.send("start-sso", google)).rejects.toMatchObject({ code: "not-allowed" })
  await worker.send("show-sso-window")
  await worker.send("cancel-sso")

  expect(sso.windows).toEqual([])
})
