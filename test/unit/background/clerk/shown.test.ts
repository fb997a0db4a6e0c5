import { describe, expect, test } from "vitest"
import { contracts, type MessageName } from "~messaging/contracts"
import { type Shown, shownIn } from "~session/shown"
import type { PendingSession } from "~session/snapshot"
import { emulate, given, PASSWORD, type TestEmulator } from "../../../emulator/support"
import { bodies } from "../../../support/bodies"
import { ownerWithClerk, restartWorker } from "../../../support/owner-with-clerk"
import { totpCode } from "../../../support/totp-code"

const ADA = "ada@example.com"
const GRACE = "grace@example.com"

/** Ada and Grace have to choose an organization, and both are signed in. Returns what Ada's page shows; Grace's session is current. */
async function graceAfterAda() {
  const emulator = await emulate()
  await emulator.changeSettings({
    session: { multiSession: true },
    organizations: { enabled: true, forceSelection: true }
  })
  const acme = await emulator.addOrganization({ name: "Acme" })
  const initech = await emulator.addOrganization({ name: "Initech" })
  for (const email of [ADA, GRACE]) {
    await emulator.addUser({ email, password: PASSWORD, memberships: [acme.id, initech.id] })
  }
  const worker = await ownerWithClerk(emulator)
  await worker.signIn(ADA, PASSWORD)
  const shown = shownIn(await worker.snapshot())
  await worker.signIn(GRACE, PASSWORD)
  return { emulator, acme, worker, shown }
}

const refusedFor = (code: string) => expect.objectContaining({ code })
const reasonOf = (sending: Promise<unknown>) => sending.catch((error) => error)

describe("for the session that the page showed", () => {
  test("what was sent for one account never reaches another", async () => {
    const { emulator, acme, worker, shown } = await graceAfterAda()
    const since = Date.now()

    expect(await reasonOf(worker.sendShowing(shown, "create-organization", { name: "Globex" }))).toEqual(
      refusedFor("session-changed")
    )
    expect(
      await reasonOf(worker.sendShowing(shown, "choose-organization", { organizationId: acme.id }))
    ).toEqual(refusedFor("session-changed"))
    expect(await reasonOf(worker.sendShowing(shown, "list-memberships", { offset: 0 }))).toEqual(
      refusedFor("session-changed")
    )

    expect(await emulator.requests(since)).toEqual([])
    expect(await worker.snapshot()).toMatchObject({ status: "pending", user: { identifier: GRACE } })
  })

  test("the session may change while the command waits for its turn", async () => {
    const { emulator, worker } = await graceAfterAda()
    const shown = shownIn(await worker.snapshot())
    const { sessions } = (await worker.snapshot()) as PendingSession
    const other = sessions.find(({ sessionId }) => sessionId !== shown?.sessionId)

    const switching = worker.owner.change((clerk) => clerk.setActive({ session: other?.sessionId ?? "" }))
    const creating = worker.sendShowing(shown, "create-organization", { name: "Globex" })

    expect(await reasonOf(creating)).toEqual(refusedFor("session-changed"))
    await switching
    expect((await emulator.state()).organizations.map(({ name }) => name)).toEqual(["Acme", "Initech"])
  })

  test("a token belongs to the session that the page showed, or there is none", async () => {
    const { worker, shown } = await graceAfterAda()
    const options = { treatPendingAsSignedOut: false }

    expect(await reasonOf(worker.sendShowing(shown, "get-token", options))).toEqual(
      refusedFor("session-changed")
    )
    expect(await worker.send("get-token", options)).toEqual(expect.any(String))
    // A page that has just opened doesn't know the session yet.
    expect(await worker.sendShowing(null, "get-token", options)).toEqual(expect.any(String))
  })

  test("a command without what its page showed is refused", async () => {
    const { worker } = await graceAfterAda()

    expect(await reasonOf(worker.sendShowing(null, "create-organization", { name: "Globex" }))).toEqual(
      refusedFor("session-changed")
    )
  })

  test("with nobody signed in any more, it fails as signed out", async () => {
    const { worker, shown } = await graceAfterAda()
    await worker.send("sign-out")

    expect(await reasonOf(worker.sendShowing(shown, "create-organization", { name: "Globex" }))).toEqual(
      refusedFor("signed-out")
    )
  })
})

describe("for the sign-in that the page showed", () => {
  async function codeAskedFor() {
    const emulator = await emulate()
    await emulator.changeSettings({ signIn: { emailCode: true } })
    for (const email of [ADA, GRACE]) await emulator.addUser({ email, password: PASSWORD })
    const worker = await ownerWithClerk(emulator)
    await worker.send("start-sign-in", { identifier: ADA, by: "code" })
    const shown = shownIn(await worker.snapshot())
    return { emulator, worker, shown }
  }
  async function codeSentTo(email: string, emulator: TestEmulator) {
    const [newest] = await emulator.inbox(email)
    return { strategy: "email_code", code: newest?.code ?? "" } as const
  }

  test("a code is never used for another sign-in", async () => {
    const { emulator, worker, shown } = await codeAskedFor()
    await worker.send("start-sign-in", { identifier: GRACE, by: "code" })
    const code = await codeSentTo(GRACE, emulator)

    expect(await reasonOf(worker.sendShowing(shown, "attempt-first-factor", code))).toEqual(
      refusedFor("expired")
    )
    expect(await worker.snapshot()).toMatchObject({ status: "signed-out", attempt: { identifier: GRACE } })
  })

  test("a code goes to the sign-in under way, even with the next worker", async () => {
    const { emulator, shown } = await codeAskedFor()
    const code = await codeSentTo(ADA, emulator)
    const worker = await restartWorker()

    await worker.sendShowing(shown, "attempt-first-factor", code)

    expect(await worker.snapshot()).toMatchObject({ status: "active", user: { identifier: ADA } })
  })
})

// Test numbers: their code is always the same.
const PHONE = "+12015550123"
const CODE = "424242"

/** Ada has to set up a second factor, and has a phone number. */
async function adaWithoutSecondFactor() {
  const emulator = await emulate()
  await emulator.changeSettings({
    mfa: { required: true, authenticatorApp: true, phoneCode: true, backupCode: true }
  })
  await emulator.addUser({ email: ADA, password: PASSWORD, phone: "+12015550199" })
  const worker = await ownerWithClerk(emulator)
  await worker.signIn(ADA, PASSWORD)
  return { emulator, worker }
}

type Worker = Awaited<ReturnType<typeof ownerWithClerk>>

// Each returns a function that takes the last step, for a page that shows this.
async function withApp({ send, sendShowing }: Worker) {
  const { secret } = await send("start-totp")
  return (shown: Shown | null) => sendShowing(shown, "verify-totp", { code: totpCode(secret) })
}

async function withPhoneNumber({ send, sendShowing }: Worker) {
  const { phoneNumberId } = await send("add-phone-number", { phoneNumber: PHONE })
  return (shown: Shown | null) => sendShowing(shown, "verify-phone-number", { phoneNumberId, code: CODE })
}

async function withVerifiedPhoneNumber({ send, sendShowing }: Worker) {
  const numbers = await send("list-phone-numbers")
  const { phoneNumberId } = given(numbers.find(({ isVerified }) => isVerified))
  return (shown: Shown | null) => sendShowing(shown, "use-phone-number", { phoneNumberId })
}

describe("for the task that the page showed", () => {
  test("two pages that create an organization at the same time make one", async () => {
    const { emulator, worker } = await graceAfterAda()
    const shown = shownIn(await worker.snapshot())
    const create = () => worker.sendShowing(shown, "create-organization", { name: "Globex" })

    const [first, second] = await Promise.allSettled([create(), create()])

    expect(first).toMatchObject({ status: "fulfilled" })
    expect(second).toMatchObject({ status: "rejected", reason: { code: "task-completed" } })
    const names = (await emulator.state()).organizations.map(({ name }) => name)
    expect(names).toEqual(["Acme", "Initech", "Globex"])
  })

  test("a choice that Chrome makes the page send again does no harm", async () => {
    const { acme, worker } = await graceAfterAda()
    const shown = shownIn(await worker.snapshot())
    await worker.send("choose-organization", { organizationId: acme.id })

    await worker.sendAgain(shown, "choose-organization", { organizationId: acme.id })

    expect(await worker.snapshot()).toMatchObject({ status: "active", organization: { id: acme.id } })
  })

  test.for([
    ["an authenticator app", withApp],
    ["a phone number", withPhoneNumber],
    ["a verified phone number", withVerifiedPhoneNumber]
  ] as const)("two pages that add %s at the same time make one set of backup codes", async ([, begin]) => {
    const { emulator, worker } = await adaWithoutSecondFactor()
    const add = await begin(worker)
    const shown = shownIn(await worker.snapshot())
    const since = Date.now()

    const [first, second] = await Promise.allSettled([add(shown), add(shown)])

    expect(first).toMatchObject({ status: "fulfilled", value: { backupCodes: { length: 10 } } })
    expect(second).toMatchObject({ status: "rejected", reason: { code: "task-completed" } })
    const paths = (await emulator.requests(since)).map(({ path }) => path)
    expect(paths.filter((path) => path.includes("backup_codes"))).toEqual([])
  })

  test("outside the task, a second factor can be added", async () => {
    const { emulator, worker } = await adaWithoutSecondFactor()
    await emulator.changeSettings({ mfa: { required: false } })
    await worker.owner.sync({ force: true })
    const add = await withApp(worker)
    expect(await worker.snapshot()).toMatchObject({ status: "active" })

    expect(await add(shownIn(await worker.snapshot()))).toMatchObject({ backupCodes: { length: 10 } })
    const addNumber = await withPhoneNumber(worker)

    expect(await addNumber(shownIn(await worker.snapshot()))).toHaveProperty("backupCodes")
  })

  test("a page that requests the exclusive organization too late is refused", async () => {
    const { emulator, acme, worker } = await graceAfterAda()
    const shown = shownIn(await worker.snapshot())
    await worker.send("choose-organization", { organizationId: acme.id })
    const since = Date.now()

    const late = worker.sendShowing(shown, "activate-exclusive-organization")

    expect(await reasonOf(late)).toEqual(refusedFor("task-completed"))
    expect(await emulator.requests(since)).toEqual([])
  })

  test("outside the task, more organizations can be created", async () => {
    const { emulator, acme, worker } = await graceAfterAda()
    await worker.send("choose-organization", { organizationId: acme.id })

    await worker.send("create-organization", { name: "Globex" })
    await worker.send("create-organization", { name: "Umbrella" })

    expect((await emulator.state()).organizations).toHaveLength(4)
  })
})

/** A request for each message that is bound to what its page showed. */
const requests = Object.entries(bodies)
  .filter(([name]) => contracts[name as MessageName].boundTo !== "nothing")
  .map(([name, { accepted }]) => [name as MessageName, accepted[0]] as const)

describe("a message from a page that showed something else", () => {
  test("is refused, whatever it is", async () => {
    const { emulator, worker } = await graceAfterAda()
    const foreign = { sessionId: "sess_foreign", attemptId: "sia_foreign", task: null }
    const since = Date.now()
    const codes: Record<string, unknown> = {}

    for (const [name, request] of requests) {
      const sending = worker.sendShowing(foreign, name as "verify-totp", request as { code: string })
      codes[name] = await sending.then(
        () => "done",
        ({ code }) => code
      )
    }

    const isOfAttempt = (name: MessageName) => contracts[name].boundTo === "attempt"
    const expected = requests.map(([name]) => [name, isOfAttempt(name) ? "expired" : "session-changed"])
    expect(codes).toEqual(Object.fromEntries(expected))
    expect(await emulator.requests(since)).toEqual([])
  })

  test.for(["first-reverification", "second-reverification"] as const)(
    "is refused if it requests the challenge of a %s",
    async (step) => {
      const { emulator, worker, shown } = await graceAfterAda()
      const since = Date.now()

      expect(await reasonOf(worker.sendShowing(shown, "start-passkey", { for: step }))).toEqual(
        refusedFor("session-changed")
      )
      expect(await emulator.requests(since)).toEqual([])
    }
  )
})
