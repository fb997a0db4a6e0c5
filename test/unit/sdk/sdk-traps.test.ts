import type { SessionTask } from "@clerk/shared/types"
import { afterEach, describe, expect, expectTypeOf, test, vi } from "vitest"
import type { MessageError } from "~messaging/message-error"
import {
  clientOf,
  emulate,
  loadClerk,
  PASSWORD,
  refusalOf,
  request,
  sessionOf,
  signIn,
  type TestEmulator
} from "../../emulator/support"
import { createClerkClientFor, ownerWithClerk, storedToken } from "../../support/owner-with-clerk"
import { waitUntil } from "../../support/wait-until"

// Each trap of Clerk's SDK in a worker has two tests: one fails on the day the SDK has fixed it, and one checks that the
// extension doesn't fall into it. When the first fails, the workaround in src may go.

const ADA = "ada@example.com"
const GRACE = "grace@example.com"
const navigate = () => {}

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllEnvs()
})

async function emulatorWithAda(settings = {}) {
  const emulator = await emulate()
  await emulator.changeSettings(settings)
  await emulator.addUser({ email: ADA, password: PASSWORD })
  return emulator
}

async function emulatorWithBoth() {
  const emulator = await emulatorWithAda({ session: { multiSession: true } })
  await emulator.addUser({ email: GRACE, password: PASSWORD })
  return emulator
}

/** Ada and then Grace are signed in. */
async function ownerOfBoth(emulator: TestEmulator) {
  const worker = await ownerWithClerk(emulator)
  await worker.signIn(ADA, PASSWORD)
  await worker.signIn(GRACE, PASSWORD)
  return worker
}

async function statusesAt(emulator: TestEmulator): Promise<string[]> {
  const { sessions } = await emulator.state()
  return sessions.map(({ status }: { status: string }) => status)
}

describe("signing out", () => {
  test("the SDK does the work, and then throws because there is no window", async () => {
    const emulator = await emulatorWithAda()
    const clerk = await loadClerk(emulator)
    await signIn(clerk, ADA)

    await expect(clerk.signOut()).rejects.toThrow("window is not defined")

    expect(await statusesAt(emulator)).toEqual(["removed"])
    expect(clerk.session).toBeFalsy()
  })

  test.for([[{}], [undefined]])(
    "the extension does it without an error, for all accounts: %j",
    async ([all]) => {
      const emulator = await emulatorWithBoth()
      const { send, snapshot } = await ownerOfBoth(emulator)

      await send("sign-out", all)

      expect(await snapshot()).toMatchObject({ status: "signed-out", sessions: [] })
      expect(await statusesAt(emulator)).toEqual(["removed", "removed"])
    }
  )

  test("the extension does it without an error, for one account", async () => {
    const emulator = await emulatorWithBoth()
    const { send, snapshot, clerk } = await ownerOfBoth(emulator)
    const sessionId = (await clerk()).session?.id

    await send("sign-out", { sessionId })

    expect(await snapshot()).toMatchObject({ status: "active", user: { identifier: ADA } })
    expect(await statusesAt(emulator)).toEqual(["active", "removed"])
  })
})

describe("making an unknown session the current one", () => {
  test("the SDK signs out", async () => {
    const clerk = await loadClerk(await emulatorWithAda())
    await signIn(clerk, ADA)

    await clerk.setActive({ session: "sess_unknown", navigate })

    expect(clerk.session).toBeFalsy()
  })

  test("the extension refuses it, and nobody is signed out", async () => {
    const { send, snapshot, signIn } = await ownerWithClerk(await emulatorWithAda())
    await signIn(ADA, PASSWORD)

    const command = send("switch-session", { sessionId: "sess_unknown" })

    await expect(command).rejects.toMatchObject({ code: "expired" } satisfies Partial<MessageError>)
    expect(await snapshot()).toMatchObject({ status: "active", user: { identifier: ADA } })
  })
})

describe("making a session current that has ended in the meantime", () => {
  test("the SDK has no session afterwards, although another is left, and reports nothing", async () => {
    const emulator = await emulatorWithBoth()
    const clerk = await loadClerk(emulator)
    const ada = await signIn(clerk, ADA)
    const grace = await signIn(clerk, GRACE)
    await emulator.revokeSession(ada.id)

    await clerk.setActive({ session: ada.id, navigate })

    expect(clerk.session).toBeFalsy()
    expect(clientOf(clerk).signedInSessions.map(({ id }) => id)).toEqual([grace.id])
  })

  test("the extension reports it, and continues with the remaining session", async () => {
    const emulator = await emulatorWithBoth()
    const { send, snapshot } = await ownerOfBoth(emulator)
    const sessionId = (await emulator.state()).sessions[0]?.id ?? ""
    await emulator.revokeSession(sessionId)

    const command = send("switch-session", { sessionId })

    await expect(command).rejects.toMatchObject({ code: "expired" } satisfies Partial<MessageError>)
    expect(await snapshot()).toMatchObject({ status: "active", user: { identifier: GRACE } })
  })
})

describe("choosing an organization that Clerk refuses", () => {
  const settings = { organizations: { enabled: true } }

  test("the SDK keeps its ID, and the next use of the session is refused, too", async () => {
    const clerk = await loadClerk(await emulatorWithAda(settings))
    const session = await signIn(clerk, ADA)

    await expect(clerk.setActive({ organization: "org_unknown", navigate })).rejects.toThrow()

    expect(sessionOf(clerk).lastActiveOrganizationId).toBe("org_unknown")
    expect(await refusalOf(clerk.setActive({ session, navigate }))).toMatchObject({
      code: "organization_not_found_or_unauthorized"
    })
  })

  test("the extension forgets it, and the session continues", async () => {
    const { send, snapshot, clerk, signIn } = await ownerWithClerk(await emulatorWithAda(settings))
    await signIn(ADA, PASSWORD)
    const { session } = await clerk()

    const command = send("choose-organization", { organizationId: "org_unknown" })

    await expect(command).rejects.toMatchObject({ code: "expired" } satisfies Partial<MessageError>)
    expect((await clerk()).session?.lastActiveOrganizationId).toBeNull()
    await send("switch-session", { sessionId: session?.id ?? "" })
    expect(await snapshot()).toMatchObject({ status: "active", organization: null })
  })
})

describe("a client that Clerk no longer has", () => {
  test("the SDK ends up with a client without an ID", async () => {
    const emulator = await emulatorWithAda()
    const stored: { token?: string } = {}
    const clerk = await loadClerk(emulator, stored)
    await signIn(clerk, ADA)
    await deleteClient(emulator, stored.token)

    await clerk.__internal_reloadInitialResources()

    expect(clerk.session).toBeFalsy()
    expect(clientOf(clerk).id).toBeUndefined()
  })

  test("the extension is signed out at the next sync, and the user can sign in again", async () => {
    const emulator = await emulatorWithAda()
    const { owner, snapshot, signIn } = await ownerWithClerk(emulator)
    await signIn(ADA, PASSWORD)
    await deleteClient(emulator, await storedToken())

    await owner.sync({ force: true })
    expect(await snapshot()).toMatchObject({ status: "signed-out", sessions: [] })

    await signIn(ADA, PASSWORD)
    expect(await snapshot()).toMatchObject({ status: "active", user: { identifier: ADA } })
  })

  test("the extension starts over if Clerk doesn't know this browser either", async () => {
    const emulator = await emulatorWithAda()
    const { owner, snapshot, signIn } = await ownerWithClerk(emulator)
    await signIn(ADA, PASSWORD)
    await emulator.reset("active")

    await owner.sync({ force: true })
    expect(await snapshot()).toMatchObject({ status: "signed-out", sessions: [] })

    await signIn("ada+clerk_test@example.com", PASSWORD)
    expect(await snapshot()).toMatchObject({ status: "active", organization: { name: "Acme" } })
  })

  function deleteClient(emulator: TestEmulator, token: string | undefined) {
    return request(emulator, "/client", { method: "DELETE", token })
  }
})

describe("a token that Clerk can't make just now", () => {
  test.for([503, 429])("the SDK retries again and again, and its caller waits: %i", async (status) => {
    const emulator = await emulatorWithAda()
    const session = await signIn(await loadClerk(emulator), ADA)
    await emulator.setFaults([{ match: { path: "/v1/client/sessions/:id/tokens" }, status }])
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] })
    const answered = vi.fn()
    const requests = async () =>
      (await emulator.requests()).filter(({ path }) => path.endsWith("/tokens")).length

    session.getToken({ skipCache: true }).then(answered, answered)
    await waitUntil(async () => (await requests()) > 0, "a request")
    // The SDK may still be reading the answer; while the test waits, the fake time continues.
    await vi.advanceTimersByTimeAsync(10_000)
    await waitUntil(async () => (await requests()) > 1, "another request")

    expect(answered).not.toHaveBeenCalled()
  })

  // background/clerk/tokens.test.ts checks that the extension reports it at once.
})

describe("requesting a client several times", () => {
  const pathsAt = async (emulator: TestEmulator) => (await emulator.requests()).map(({ path }) => path)

  test("the SDK makes another one each time, with two requests", async () => {
    const emulator = await emulatorWithAda()
    const createClerkClient = await createClerkClientFor(emulator)
    const { publishableKey } = emulator

    const first = await createClerkClient({ publishableKey, background: true })
    const second = await createClerkClient({ publishableKey, background: true })

    expect(first).not.toBe(second)
    expect((await pathsAt(emulator)).sort()).toEqual([
      "/v1/client",
      "/v1/client",
      "/v1/environment",
      "/v1/environment"
    ])
  })

  test("the extension has one, however many callers there are", async () => {
    const emulator = await emulatorWithAda()
    const { owner, clerk } = await ownerWithClerk(emulator)

    const [one, other] = await Promise.all([clerk(), clerk(), owner.sync(), owner.change(async () => {})])

    expect(one).toBe(other)
    expect((await pathsAt(emulator)).sort()).toEqual(["/v1/client", "/v1/environment"])
  })
})

describe("the way to a task", () => {
  const settings = { mfa: { required: true, authenticatorApp: true } }
  const url = "https://app.example.com/setup-mfa"

  test("the SDK finds none in a worker", async () => {
    const clerk = await loadClerk(await emulatorWithAda(settings))
    await signIn(clerk, ADA)

    expect(() => clerk.buildTasksUrl()).toThrow("window is not defined")
    await expect(clerk.redirectToTasks()).resolves.toBeUndefined()
  })

  test("the SDK calls navigate if its taskUrls have no entry, and only then", async () => {
    const emulator = await emulatorWithAda(settings)
    const stored = {}
    const clerk = await loadClerk(emulator, stored)
    const session = await signIn(clerk, ADA)
    const asked = vi.fn()

    await clerk.setActive({ session, navigate: asked })
    expect(asked).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({ session: expect.objectContaining({ currentTask: { key: "setup-mfa" } }) })
    )

    const other = await loadClerk(emulator, stored, { taskUrls: { "setup-mfa": url } })
    await other.setActive({ session: sessionOf(other), navigate: asked })
    expect(asked).toHaveBeenCalledOnce()
  })

  test("the SDK warns about unhandled tasks, but never about the extension's", async () => {
    const warn = vi.spyOn(console, "warn")
    const unhandled = expect.stringContaining("no handling is configured")
    const emulator = await emulatorWithAda({ ...settings, session: { multiSession: true } })
    await emulator.addUser({ email: GRACE, password: PASSWORD })

    const { send, clerk } = await ownerOfBoth(emulator)
    const [ada] = (await clerk()).client?.signedInSessions ?? []
    await send("switch-session", { sessionId: ada?.id ?? "" })
    await send("sign-out", { sessionId: ada?.id })
    expect((await clerk()).session?.currentTask).toEqual({ key: "setup-mfa" })
    expect(warn).not.toHaveBeenCalledWith(unhandled)

    await (await clerk()).setActive({ session: (await clerk()).session ?? null })
    expect(warn).toHaveBeenCalledWith(unhandled)
  })

  test("the SDK prefers navigate to a redirectUrl", async () => {
    const clerk = await loadClerk(await emulatorWithAda(settings))
    const session = await signIn(clerk, ADA)
    const asked = vi.fn()
    const navigated = vi.spyOn(clerk, "navigate")

    await clerk.setActive({ session, navigate: asked, redirectUrl: url })
    expect(asked).toHaveBeenCalledOnce()
    expect(navigated).not.toHaveBeenCalled()

    await clerk.setActive({ session, redirectUrl: url })
    expect(navigated).toHaveBeenCalledOnce()
  })

  test("the SDK prefers its taskUrls to both, and its task's page gets the redirectUrl", async () => {
    const emulator = await emulatorWithAda(settings)
    const clerk = await loadClerk(emulator, {}, { taskUrls: { "setup-mfa": url } })
    const session = await signIn(clerk, ADA)
    const asked = vi.fn()
    const navigated = vi.spyOn(clerk, "navigate")

    await clerk.setActive({ session, navigate: asked, redirectUrl: "https://app.example.com/home" })

    expect(asked).not.toHaveBeenCalled()
    expect(navigated).toHaveBeenCalledExactlyOnceWith(
      `${url}#/?redirect_url=${encodeURIComponent("https://app.example.com/home")}`
    )
  })
})

describe("emailed links", () => {
  test("the SDK doesn't expose whether they work in another browser; device-trust.test.ts shows what the extension does", async () => {
    const emulator = await emulatorWithAda({ emailLink: { requireSameClient: false } })

    const { __internal_environment: environment } = await loadClerk(emulator)

    expect(environment?.userSettings.attackProtection).not.toHaveProperty("email_link")
  })
})

describe("tasks that may be skipped", () => {
  test("the SDK offers no way to skip one; when it does, the task pages should too", async () => {
    const emulator = await emulatorWithAda({ mfa: { required: true, authenticatorApp: true } })
    const session = await signIn(await loadClerk(emulator), ADA)

    expect(Object.keys(session.currentTask ?? {})).toEqual(["key"])
    expectTypeOf<SessionTask>().toEqualTypeOf<{ key: SessionTask["key"] }>()
    const methods = [...Object.keys(session), ...Object.getOwnPropertyNames(Object.getPrototypeOf(session))]
    expect(methods.filter((name) => /skip|dismiss|complete.*task/i.test(name))).toEqual([])
  })
})

describe("a captcha that Clerk requires", () => {
  const body = { errors: [{ code: "requires_captcha", message: "", long_message: "" }] }
  const captchas = [{ match: { path: "/v1/client/sign_ins", method: "POST" }, status: 401, body }]

  test("makes the SDK fail with an error of its own, and eventually send nothing any more", async () => {
    const emulator = await emulatorWithAda()
    const clerk = await loadClerk(emulator)
    const create = () =>
      clientOf(clerk)
        .signIn.create({ identifier: ADA })
        .catch((error) => error.code)
    await emulator.setFaults(captchas)

    const codes = [await create(), await create(), await create()]
    await emulator.setFaults([])

    expect(codes).toEqual(Array(3).fill("captcha_unavailable"))
    expect(await create()).toBe("captcha_client_attempts_exceeded")
  })

  test("is for the web, each time", async () => {
    const emulator = await emulatorWithAda()
    const { signIn } = await ownerWithClerk(emulator)
    await emulator.setFaults(captchas)

    for (let times = 0; times < 4; times += 1) {
      await expect(signIn(ADA, PASSWORD)).rejects.toMatchObject({ code: "web-only" })
    }
  })
})
