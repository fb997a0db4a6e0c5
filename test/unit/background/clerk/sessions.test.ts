import { afterEach, expect, test, vi } from "vitest"
import { emulate, PASSWORD } from "../../../emulator/support"
import { ownerWithClerk } from "../../../support/owner-with-clerk"

const people = ["ada@example.com", "grace@example.com", "jonas@example.com"]

afterEach(() => {
  vi.unstubAllEnvs()
})

/** Three users are signed in; the last one's session is current. */
async function signedIn() {
  const emulator = await emulate()
  await emulator.changeSettings({ session: { multiSession: true } })
  for (const email of people) await emulator.addUser({ email, password: PASSWORD })
  const worker = await ownerWithClerk(emulator)
  for (const email of people) await worker.signIn(email, PASSWORD)
  const { snapshot, send } = worker
  return {
    emulator,
    send,
    current: async () => {
      const state = await snapshot()
      return state.status === "active" ? state.user.identifier : state.status
    },
    sessionOf: async (email: string) => {
      const state = await snapshot()
      if (!("sessions" in state)) throw new Error(`Nothing is known while ${state.status}.`)
      const found = state.sessions.find(({ user }) => user.identifier === email)
      return found?.sessionId ?? ""
    }
  }
}

test("signing another account out leaves the current one alone", async () => {
  const { send, current, sessionOf, emulator } = await signedIn()
  const sessionId = await sessionOf("grace@example.com")

  await send("sign-out", { sessionId })

  expect(await current()).toBe("jonas@example.com")
  expect(await sessionOf("grace@example.com")).toBe("")
  const { sessions } = await emulator.state()
  expect(sessions.filter(({ status }) => status === "active")).toHaveLength(2)
})

test("signing the current account out makes another one current", async () => {
  const { send, current, sessionOf } = await signedIn()

  await send("sign-out", { sessionId: await sessionOf("jonas@example.com") })

  expect(people.slice(0, 2)).toContain(await current())
})

test("signing out of all leaves nobody", async () => {
  const { send, current, emulator } = await signedIn()

  await send("sign-out", {})

  expect(await current()).toBe("signed-out")
  const { sessions } = await emulator.state()
  expect(sessions.filter(({ status }) => status === "active")).toEqual([])
})

test("the user can't switch to a session that has ended, and the current one stays", async () => {
  const { send, current, sessionOf, emulator } = await signedIn()
  const sessionId = await sessionOf("ada@example.com")
  await emulator.revokeSession(sessionId)

  await expect(send("switch-session", { sessionId })).rejects.toMatchObject({ code: "expired" })

  expect(await current()).toBe("jonas@example.com")
})

test("the user can't switch to an unknown session, which signs nobody out", async () => {
  const { send, current, emulator } = await signedIn()
  const since = Date.now()

  await expect(send("switch-session", { sessionId: "sess_unknown" })).rejects.toMatchObject({
    code: "expired"
  })

  expect(await current()).toBe("jonas@example.com")
  expect((await emulator.requests(since)).filter(({ method }) => method !== "GET")).toEqual([])
})
