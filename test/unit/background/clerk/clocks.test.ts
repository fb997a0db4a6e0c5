import { afterEach, beforeEach, expect, test, vi } from "vitest"
import { emulate, given, PASSWORD } from "../../../emulator/support"
import { ownerWithClerk } from "../../../support/owner-with-clerk"

const ADA = "ada@example.com"
const HOUR_S = 3600

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"] })
})

afterEach(() => {
  vi.useRealTimers()
})

async function signedInAda({ deviceIsAheadBy = 0 } = {}) {
  const emulator = await emulate()
  await emulator.changeSettings({
    deviceTrust: { enabled: false },
    organizations: { enabled: true, forceSelection: true }
  })
  const acme = await emulator.addOrganization({ name: "Acme" })
  const globex = await emulator.addOrganization({ name: "Globex" })
  await emulator.addUser({ email: ADA, password: PASSWORD, memberships: [acme.id, globex.id] })
  /** Sets this device's clock; Clerk's continues as before. */
  let ahead = 0
  const setAhead = async (seconds: number) => {
    vi.setSystemTime(Date.now() + (seconds - ahead) * 1000)
    ahead = seconds
    await emulator.moveClock(-seconds)
  }
  await setAhead(deviceIsAheadBy)
  const worker = await ownerWithClerk(emulator)
  await worker.signIn(ADA, PASSWORD)
  return { ...worker, emulator, acme: acme.id, setAhead }
}

test.each([HOUR_S, -HOUR_S])(
  "a device whose clock is wrong by %i s gets users through a task, and has valid tokens",
  async (deviceIsAheadBy) => {
    const { send, snapshot, acme } = await signedInAda({ deviceIsAheadBy })

    await send("choose-organization", { organizationId: acme })

    expect(await snapshot()).toMatchObject({ status: "active" })
    expect(await send("get-token", {})).toMatch(/^eyJ/)
  }
)

test.each([HOUR_S, -HOUR_S])("so does a device whose clock jumps by %i s on the way", async (jump) => {
  const { send, snapshot, acme, setAhead, emulator } = await signedInAda()

  await setAhead(jump)
  await send("choose-organization", { organizationId: acme })
  const token = await send("get-token", {})
  await setAhead(0)

  expect(token).toMatch(/^eyJ/)
  expect(await send("get-token", {})).toMatch(/^eyJ/)
  expect(await snapshot()).toMatchObject({ status: "active" })
  expect((await emulator.state()).sessions).toHaveLength(1)
})

test("a clock that was set back doesn't keep a session that has ended", async () => {
  const { send, snapshot, emulator, setAhead } = await signedInAda({ deviceIsAheadBy: HOUR_S })
  await emulator.revokeSession(given((await emulator.state()).sessions[0]).id)

  await setAhead(0)
  // As a page does when it opens.
  await send("sync-session", {})

  expect(await snapshot()).toMatchObject({ status: "signed-out" })
})
