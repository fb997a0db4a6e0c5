import { afterEach, describe, expect, test, vi } from "vitest"
import { lastKnownOf, type SessionSnapshot } from "~session/snapshot"
import { emulate, PASSWORD } from "../../../emulator/support"
import { ownerWithClerk, restartWorker, storedToken } from "../../../support/owner-with-clerk"

const ADA = "ada@example.com"

afterEach(() => {
  vi.unstubAllEnvs()
})

async function instance() {
  const emulator = await emulate({ instance: "production" })
  await emulator.addUser({ email: ADA, password: PASSWORD })
  return emulator
}

const isUnsaved = (snapshot: SessionSnapshot) => lastKnownOf(snapshot)?.isUnsaved

const inMemory = async () => Object.keys(await chrome.storage.session.get(null))
const tokenKey = expect.stringContaining("__clerk_client_jwt")

/** Chrome can't write to the disk, for example because it's full. */
function fillDisk() {
  return vi.spyOn(chrome.storage.local, "set").mockRejectedValue(new Error("QUOTA_BYTES quota exceeded"))
}

test("users stay signed in over a restart of the browser", async () => {
  const { signIn } = await ownerWithClerk(await instance())
  await signIn(ADA, PASSWORD)
  await chrome.storage.session.clear()

  const { owner, snapshot } = await restartWorker()
  await owner.sync()

  expect(await snapshot()).toMatchObject({ status: "active", isUnsaved: false })
})

test("with a full disk a sign-in works, outlives the worker, and the snapshot warns that it won't outlive the browser", async () => {
  const { signIn, snapshot } = await ownerWithClerk(await instance())
  fillDisk()

  await signIn(ADA, PASSWORD)
  const signedIn = await snapshot()
  const next = await restartWorker()
  await next.owner.sync({ force: true })

  expect(signedIn).toMatchObject({ status: "active", isUnsaved: true })
  expect(await next.snapshot()).toMatchObject({ status: "active", isUnsaved: true })
  expect(await chrome.storage.local.get(null)).toEqual({})
})

test("the warning ends once there is room on the disk, without a new sign-in", async () => {
  const { signIn, snapshot, owner } = await ownerWithClerk(await instance())
  const full = fillDisk()
  await signIn(ADA, PASSWORD)
  full.mockRestore()

  await owner.sync({ force: true })

  expect(await snapshot()).toMatchObject({ status: "active", isUnsaved: false })
  expect(await storedToken()).toMatch(/[\w-]{20}/)
  expect(await inMemory()).not.toContainEqual(tokenKey)
})

test("with a full disk, a renewed token counts before the old one on the disk", async () => {
  const { signIn, send, snapshot } = await ownerWithClerk(await instance())
  await signIn(ADA, PASSWORD)
  fillDisk()

  await send("sign-out", {})
  await signIn(ADA, PASSWORD)
  const { owner } = await restartWorker()
  await owner.sync({ force: true })

  expect(await snapshot()).toMatchObject({ status: "active", isUnsaved: true })
})

test("a signed-out user gets no warning", async () => {
  const emulator = await emulate()
  const { owner, snapshot } = await ownerWithClerk(emulator)
  fillDisk()

  await owner.sync()

  expect(isUnsaved(await snapshot())).toBe(true)
  expect((await snapshot()).status).toBe("signed-out")
})

test("in a build that signs users out when the browser closes, the token is never on the disk", async () => {
  const emulator = await instance()
  vi.stubEnv("PLASMO_PUBLIC_CLERK_SIGNED_IN_UNTIL", "browser-closes")
  const { signIn } = await ownerWithClerk(emulator)
  await chrome.storage.local.set({ [`${emulator.frontendApi}|__clerk_client_jwt|v2`]: "of a build before" })

  await signIn(ADA, PASSWORD)
  const { owner, snapshot } = await restartWorker()
  await owner.sync({ force: true })
  const stopped = await snapshot()
  await chrome.storage.session.clear()
  const next = await restartWorker()
  await next.owner.sync()

  expect(stopped).toMatchObject({ status: "active", isUnsaved: false })
  expect(await chrome.storage.local.get(null)).toEqual({})
  expect(await next.snapshot()).toMatchObject({ status: "signed-out" })
})

describe("without any room at all", () => {
  /** Nothing can be stored until the returned function is called. */
  function fillAll() {
    const full = [fillDisk(), vi.spyOn(chrome.storage.session, "set")]
    for (const set of full) set.mockRejectedValue(new Error("QUOTA_BYTES quota exceeded"))
    return () => full.forEach((set) => void set.mockRestore())
  }

  test.each(["", "browser-closes"])(
    "in a build that signs users out at %j, the token lasts as long as the worker, and is then saved",
    async (until) => {
      const emulator = await instance()
      vi.stubEnv("PLASMO_PUBLIC_CLERK_SIGNED_IN_UNTIL", until)
      const { signIn, owner, snapshot } = await ownerWithClerk(emulator)
      vi.spyOn(console, "error").mockReturnValue()
      const makeRoom = fillAll()

      await signIn(ADA, PASSWORD).catch(() => {})
      const { ownToken } = await import("~background/clerk/own-client-token")
      const held = await ownToken.read()
      const isUnsaved = await ownToken.isUnsaved()
      makeRoom()
      await owner.sync({ force: true })
      const next = await restartWorker()
      await next.owner.sync({ force: true })

      expect(held).toMatch(/[\w-]{20}/)
      expect(isUnsaved).toBe(true)
      expect(await snapshot()).toMatchObject({ status: "active", isUnsaved: false })
      expect(await next.snapshot()).toMatchObject({ status: "active", isUnsaved: false })
    }
  )

  test("a forgotten token is gone", async () => {
    await ownerWithClerk(await instance())
    const { ownToken } = await import("~background/clerk/own-client-token")
    fillAll()

    await ownToken.write("token")
    await ownToken.forget()

    expect(await ownToken.read()).toBeUndefined()
    expect(await ownToken.isUnsaved()).toBe(false)
  })

  test("the disk is enough even for a token that is in memory", async () => {
    await ownerWithClerk(await instance())
    const { ownToken } = await import("~background/clerk/own-client-token")
    const full = fillDisk()
    await ownToken.write("old")
    full.mockRestore()
    vi.spyOn(chrome.storage.session, "set").mockRejectedValue(new Error("QUOTA_BYTES quota exceeded"))

    await ownToken.write("renewed")

    expect(await storedToken()).toBe("renewed")
    expect(await inMemory()).not.toContainEqual(tokenKey)
    expect(await ownToken.isUnsaved()).toBe(false)
  })
})
