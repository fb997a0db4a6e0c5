import { afterEach, expect, test, vi } from "vitest"
import { emulate, PASSWORD, sessionOf, signIn, type TestEmulator } from "../../../emulator/support"
import { createFakeCookies } from "../../../support/fake-cookies"
import { createClerkClientFor, restartWorker, storedToken } from "../../../support/owner-with-clerk"

// An extension that used Clerk's SDK by itself, in <ClerkProvider> or createClerkClient(), is updated to this one. Both keep the
// client token through the same code of the SDK. docs/guides/from-clerk-provider.md promises what is tested here.

const ADA = "ada@example.com"

afterEach(() => {
  vi.unstubAllEnvs()
})

/** Ada is signed in to the extension as it was before the update, and Clerk's SDK has stored its token where it does by default. */
async function signedInBefore(emulator: TestEmulator) {
  await emulator.addUser({ email: ADA, password: PASSWORD })
  const createClerkClient = await createClerkClientFor(emulator)
  const clerk = await createClerkClient({ publishableKey: emulator.publishableKey, background: true })
  await signIn(clerk as Parameters<typeof signIn>[0], ADA)
  // It would keep renewing its token.
  sessionOf(clerk as Parameters<typeof sessionOf>[0]).clearCache()
  return { token: await storedToken() }
}

/** As Chrome does when it updates an extension: the disk stays, memory doesn't. */
async function update() {
  await chrome.storage.session.clear()
  const worker = await restartWorker()
  await worker.owner.sync()
  return worker
}

test.each(["development", "production"] as const)(
  "users of the SDK's own storage stay signed in, in %s, without another sign-in",
  async (instance) => {
    const emulator = await emulate({ instance })
    await emulator.changeSettings({ deviceTrust: { enabled: false } })
    const { token } = await signedInBefore(emulator)

    const { snapshot } = await update()

    expect(await snapshot()).toMatchObject({ status: "active", isUnsaved: false, user: { identifier: ADA } })
    expect(await storedToken()).toBe(token)
    expect((await emulator.state()).sessions).toHaveLength(1)
  }
)

test("a session with a task left is still pending", async () => {
  const emulator = await emulate()
  await emulator.changeSettings({
    deviceTrust: { enabled: false },
    organizations: { enabled: true, forceSelection: true }
  })
  await signedInBefore(emulator)

  const { snapshot } = await update()

  expect(await snapshot()).toMatchObject({ status: "pending", tasks: ["choose-organization"] })
})

test("signing out afterwards ends the session that the SDK had begun", async () => {
  const emulator = await emulate()
  await emulator.changeSettings({ deviceTrust: { enabled: false } })
  await signedInBefore(emulator)
  const { send, snapshot } = await update()

  await send("sign-out", {})

  expect(await snapshot()).toMatchObject({ status: "signed-out" })
  expect((await emulator.state()).sessions.map(({ status }) => status)).not.toContain("active")
})

test("a build that signs users out when the browser closes signs them out once, and leaves no token on the disk", async () => {
  const emulator = await emulate()
  await emulator.changeSettings({ deviceTrust: { enabled: false } })
  await signedInBefore(emulator)
  vi.stubEnv("PLASMO_PUBLIC_CLERK_SIGNED_IN_UNTIL", "browser-closes")

  const { snapshot } = await update()

  expect(await snapshot()).toMatchObject({ status: "signed-out" })
  expect(await chrome.storage.local.get(null)).toEqual({})
})

test("with a sync host, the web app's cookie counts, as it did for the SDK", async () => {
  const emulator = await emulate()
  await emulator.changeSettings({ deviceTrust: { enabled: false } })
  const { token } = await signedInBefore(emulator)
  const cookies = createFakeCookies(["http://localhost"])
  cookies.set("http://localhost", "__clerk_db_jwt", token)
  Object.assign(chrome, { cookies: cookies.api })
  vi.stubEnv("PLASMO_PUBLIC_CLERK_SYNC_HOST", "http://localhost")

  const { snapshot } = await update()

  expect(await snapshot()).toMatchObject({ status: "active", user: { identifier: ADA } })
  expect(await chrome.storage.local.get(null)).toEqual({})
})
