import { describe, expect, test } from "vitest"
import { shownIn } from "~session/shown"
import type { PendingSession } from "~session/snapshot"
import { emulate, PASSWORD, type TestEmulator } from "../../../emulator/support"
import { ownerWithClerk, restartWorker } from "../../../support/owner-with-clerk"

const ADA = "ada@example.com"
const GRACE = "grace@example.com"

/** Ada and Grace have to choose an organization, and both are signed in. What Ada's page shows; Grace's session is the current one. */
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
  test("what was sent for one account is never done to another", async () => {
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
    // A page that has just opened doesn't know yet.
    expect(await worker.sendShowing(null, "get-token", options)).toEqual(expect.any(String))
  })

  test("a command without what its page showed is refused", async () => {
    const { worker } = await graceAfterAda()

    expect(await reasonOf(worker.sendShowing(null, "create-organization", { name: "Globex" }))).toEqual(
      refusedFor("session-changed")
    )
  })

  test("with nobody signed in any more it says so", async () => {
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

  test("a code goes to the sign-in under way, also in the next worker", async () => {
    const { emulator, shown } = await codeAskedFor()
    const code = await codeSentTo(ADA, emulator)
    const worker = await restartWorker()

    await worker.sendShowing(shown, "attempt-first-factor", code)

    expect(await worker.snapshot()).toMatchObject({ status: "active", user: { identifier: ADA } })
  })
})

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

  test("a choice that Chrome has the page send again does no harm", async () => {
    const { acme, worker } = await graceAfterAda()
    const shown = shownIn(await worker.snapshot())
    await worker.send("choose-organization", { organizationId: acme.id })

    await worker.sendAgain(shown, "choose-organization", { organizationId: acme.id })

    expect(await worker.snapshot()).toMatchObject({ status: "active", organization: { id: acme.id } })
  })

  test("outside of the task more organizations can be created", async () => {
    const { emulator, acme, worker } = await graceAfterAda()
    await worker.send("choose-organization", { organizationId: acme.id })

    await worker.send("create-organization", { name: "Globex" })
    await worker.send("create-organization", { name: "Umbrella" })

    expect((await emulator.state()).organizations).toHaveLength(4)
  })
})
