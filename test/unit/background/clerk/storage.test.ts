import { afterEach, expect, test, vi } from "vitest"
import { SNAPSHOT_KEY } from "~session/snapshot"
import { emulate, given, PASSWORD, signInElsewhere, type TestEmulator } from "../../../emulator/support"
import { createFakeCookies } from "../../../support/fake-cookies"
import { ownerWithClerk, restartWorker, storedToken } from "../../../support/owner-with-clerk"
import { totpCode } from "../../../support/totp-code"

const ADA = "ada@example.com"
const NO_DEVICE_TRUST = { deviceTrust: { enabled: false } }
const IN_ORGANIZATIONS = {
  ...NO_DEVICE_TRUST,
  organizations: { enabled: true, forceSelection: true }
}

// What our code keeps beside the snapshot.
const SESSION_KEYS = [
  "task-tab",
  "totp-enrolment",
  "organization-creation",
  "sent-to",
  "dismissed-attempts",
  "unsaved-backup-codes"
]
// These too with a sync host.
const WEB_APP_KEYS = [
  "seen-user",
  "sync-host",
  "own-client",
  "renewed-token",
  "refused-token",
  "web-app-in-vain"
]
const NONSENSE = [null, 7, "nonsense", [], [[]], {}, { secret: {}, uri: 4 }, { version: 1, status: "active" }]

afterEach(() => {
  vi.unstubAllEnvs()
})

/** Ada is signed in, and has to choose between Acme and Globex. */
async function pendingAda(): Promise<{
  emulator: TestEmulator
  worker: Awaited<ReturnType<typeof ownerWithClerk>>
  acme: string
}> {
  const emulator = await emulate()
  await emulator.changeSettings(IN_ORGANIZATIONS)
  const acme = await emulator.addOrganization({ name: "Acme" })
  const globex = await emulator.addOrganization({ name: "Globex" })
  await emulator.addUser({ email: ADA, password: PASSWORD, memberships: [acme.id, globex.id] })
  const worker = await ownerWithClerk(emulator)
  await worker.signIn(ADA, PASSWORD)
  return { emulator, worker, acme: acme.id }
}

/** As Chrome does when there's no room left; returns a function that makes room again. */
function fill(area: "session" | "local") {
  const { [area]: storage } = chrome.storage
  const { set } = storage
  storage.set = async () => {
    throw new Error("QUOTA_BYTES quota exceeded")
  }
  return () => {
    storage.set = set
  }
}

const failureOf = (run: Promise<unknown>) =>
  run.then(
    () => null,
    ({ failure }) => failure
  )
const inWords = { code: expect.any(String), message: expect.stringMatching(/\w/) }

test("no organization is created twice while session storage is full", async () => {
  const { emulator, worker } = await pendingAda()
  const makeRoom = fill("session")
  const create = () => worker.send("create-organization", { name: "Zeta" })

  const failures = [await failureOf(create()), await failureOf(create()), await failureOf(create())]
  makeRoom()
  await create()

  expect(failures).toEqual([inWords, inWords, inWords])
  const { organizations } = await emulator.state()
  expect(organizations.filter(({ name }) => name === "Zeta")).toHaveLength(1)
  expect(await worker.snapshot()).toMatchObject({ status: "active", organization: { name: "Zeta" } })
})

test("a choice that couldn't be shown because storage was full is shown as soon as there's room", async () => {
  const { worker, acme } = await pendingAda()
  const makeRoom = fill("session")
  const failure = await failureOf(worker.send("choose-organization", { organizationId: acme }))
  makeRoom()

  // As a page does when it opens.
  await worker.send("sync-session", {})

  expect(failure).toEqual(expect.objectContaining(inWords))
  expect(await worker.snapshot()).toMatchObject({ status: "active", organization: { name: "Acme" } })
})

test("a sign-in that a full disk would lose has a warning", async () => {
  const emulator = await emulate()
  await emulator.changeSettings(NO_DEVICE_TRUST)
  await emulator.addUser({ email: ADA, password: PASSWORD })
  const worker = await ownerWithClerk(emulator)
  const makeRoom = fill("local")

  await worker.signIn(ADA, PASSWORD)
  makeRoom()

  expect(await worker.snapshot()).toMatchObject({ status: "active", isUnsaved: true })
})

test.each(NONSENSE)("nonsense in session storage does no harm: %j", async (nonsense) => {
  const emulator = await emulate()
  await emulator.changeSettings({
    ...IN_ORGANIZATIONS,
    mfa: { required: true, authenticatorApp: true, backupCode: true }
  })
  await emulator.addUser({ email: ADA, password: PASSWORD })
  const { send, snapshot, signIn } = await ownerWithClerk(emulator)
  const plant = (keys = SESSION_KEYS) =>
    chrome.storage.session.set(Object.fromEntries(keys.map((key) => [key, nonsense])))

  await plant([SNAPSHOT_KEY, ...SESSION_KEYS])
  await send("sync-session", {})
  expect(await snapshot()).toMatchObject({ status: "signed-out" })
  await plant()
  await signIn(ADA, PASSWORD)
  await plant()
  const { secret } = await send("start-totp")
  await chrome.storage.session.set({ "unsaved-backup-codes": nonsense })
  const { backupCodes } = await send("verify-totp", { code: totpCode(secret) })
  await plant()
  await send("create-organization", { name: "Zeta" })

  expect(backupCodes).toHaveLength(10)
  expect(await snapshot()).toMatchObject({ status: "active", organization: { name: "Zeta" } })
  expect((await emulator.state()).organizations).toHaveLength(1)
})

test.each(NONSENSE)("nonsense in what is kept of a web app's session does no harm: %j", async (nonsense) => {
  const emulator = await emulate()
  await emulator.changeSettings(NO_DEVICE_TRUST)
  await emulator.addUser({ email: ADA, password: PASSWORD })
  const cookies = createFakeCookies(["http://localhost"])
  const { owner, snapshot } = await ownerWithClerk(emulator, cookies)
  const { token } = await signInElsewhere(emulator, ADA)
  cookies.set("http://localhost", "__clerk_db_jwt", token)
  cookies.set("http://localhost", "__client_uat", "1795436820")

  for (let look = 0; look < 2; look += 1) {
    await chrome.storage.session.set(Object.fromEntries(WEB_APP_KEYS.map((key) => [key, nonsense])))
    await owner.sync({ force: true, onlyClient: true })
    expect(await snapshot()).toMatchObject({ status: "active", user: { identifier: ADA } })
  }
})

test.for([null, 7, "", "nonsense", [], { token: "nonsense" }])(
  "a client token that is nonsense counts as none: %j",
  async (nonsense) => {
    const { emulator, worker } = await pendingAda()
    await worker.send("sign-out", {})
    const kept = Object.entries(await chrome.storage.local.get(null)).find(([key]) => /clerk/.test(key))
    await chrome.storage.local.set({ [given(kept)[0]]: nonsense })
    await chrome.storage.session.clear()

    const next = await restartWorker()
    await next.signIn(ADA, PASSWORD)

    expect(await next.snapshot()).toMatchObject({ status: "pending" })
    expect(await storedToken()).toMatch(/^eyJ|\w{10}/)
    const { sessions } = await emulator.state()
    expect(sessions.filter(({ status }) => status === "pending")).toHaveLength(1)
  }
)
