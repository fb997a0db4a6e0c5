import { afterEach, expect, test, vi } from "vitest"
import { emulate, PASSWORD } from "../../../emulator/support"
import { ownerWithClerk } from "../../../support/owner-with-clerk"

const ADA = "ada@example.com"
const GRACE = "grace@example.com"

afterEach(() => {
  vi.unstubAllEnvs()
})

/** Ada and Grace are signed in, Grace last, in the first of her two organizations. */
async function signedIn() {
  const emulator = await emulate()
  await emulator.changeSettings({
    session: { multiSession: true },
    organizations: { enabled: true, forceSelection: true }
  })
  const acme = await emulator.addOrganization({ name: "Acme" })
  const globex = await emulator.addOrganization({ name: "Globex" })
  const memberships = [acme, globex].map(({ id }) => ({ organization: id }))
  for (const email of [ADA, GRACE]) await emulator.addUser({ email, password: PASSWORD, memberships })
  const worker = await ownerWithClerk(emulator)
  await worker.signIn(ADA, PASSWORD)
  await worker.signIn(GRACE, PASSWORD)
  await worker.send("choose-organization", { organizationId: acme.id })
  const { sessions } = await emulator.state()
  const requests = async () => (await emulator.requests()).length
  return { ...worker, emulator, acme, globex, requests, adasSession: sessions[0]?.id ?? "" }
}

/** As in a build for Clerk itself: a build for the emulator needs no network. */
function goOffline() {
  vi.stubGlobal("navigator", { ...navigator, onLine: false })
  vi.stubEnv("PLASMO_PUBLIC_CLERK_EMULATOR_URL", "")
}

test("a command without a network fails at once, sends nothing, and changes nothing", async () => {
  const { send, snapshot, requests, globex, adasSession } = await signedIn()
  const before = await snapshot()
  const asked = await requests()
  goOffline()

  const commands = [
    () => send("choose-organization", { organizationId: globex.id }),
    () => send("choose-organization", { organizationId: null }),
    () => send("switch-session", { sessionId: adasSession }),
    () => send("sign-out", {}),
    () => send("sign-out", { sessionId: adasSession }),
    () => send("create-organization", { name: "Initech" }),
    () => send("list-memberships", { offset: 0 }),
    () => send("start-totp"),
    () => send("sign-up", { emailAddress: "joan@example.com" }),
    () => send("attempt-first-factor", { strategy: "password", identifier: ADA, password: PASSWORD })
  ]
  for (const command of commands) {
    const outcome = await command().then(
      () => ({ code: "it succeeded" }),
      (error) => error
    )
    expect.soft(outcome, String(command)).toMatchObject({ code: "offline" })
    expect.soft(withoutTime(await snapshot()), String(command)).toEqual(withoutTime(before))
  }

  expect(await requests()).toBe(asked)
})

test("an organization that couldn't be chosen without a network isn't active", async () => {
  const { send, snapshot, globex } = await signedIn()
  const lost = vi.spyOn(globalThis, "fetch").mockImplementation(() => {
    // The network is lost during the request.
    goOffline()
    return Promise.reject(new TypeError("Failed to fetch"))
  })

  await expect(send("choose-organization", { organizationId: globex.id })).rejects.toMatchObject({
    code: "offline"
  })

  lost.mockRestore()
  expect(await snapshot()).toMatchObject({ status: "active", organization: { name: "Acme" } })
})

function withoutTime(snapshot: object) {
  return { ...snapshot, syncedAt: 0, revision: 0 }
}
