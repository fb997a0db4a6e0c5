import { afterEach, expect, test, vi } from "vitest"
import { emulate, PASSWORD } from "../../emulator/support"
import { prepareForClerk, restartWorker } from "../../support/owner-with-clerk"

const EMAIL = "ada@example.com"
const APP = "https://app.example.com"

const missing = undefined
const refusing = () => Promise.reject(new Error("Access level cannot be set."))
type SetAccessLevel = typeof chrome.storage.local.setAccessLevel

afterEach(() => {
  vi.unstubAllEnvs()
})

/** A worker that starts with this version of the method, in a build with or without origins for content scripts. */
async function workerWith(setAccessLevel: SetAccessLevel | undefined, origins: string) {
  const emulator = await emulate()
  await emulator.addUser({ email: EMAIL, password: PASSWORD })
  prepareForClerk(emulator)
  vi.stubEnv("PLASMO_PUBLIC_CONTENT_SCRIPT_ORIGINS", origins)
  Object.assign(chrome.storage.local, { setAccessLevel })
  return { emulator, ...(await restartWorker()) }
}

const askForName = async () => {
  const { getSignedInName } = await import("~background/content-scripts")
  return getSignedInName()
}

const stored = () => chrome.storage.local.get(null)

const outdated = { code: "outdated-chrome", message: expect.stringContaining("Update Chrome") }

test("storage with Clerk's token is closed to content scripts as soon as the worker starts", async () => {
  const setAccessLevel = vi.fn(async () => {})

  await workerWith(setAccessLevel, APP)

  expect(setAccessLevel).toHaveBeenCalledExactlyOnceWith({ accessLevel: "TRUSTED_CONTEXTS" })
})

test.for([
  ["is missing", missing],
  ["refuses", refusing]
] as const)(
  "if the method %s, a build for content scripts stores no token and explains why",
  async ([_, method]) => {
    const { owner, emulator, snapshot, signIn } = await workerWith(method, APP)

    await owner.sync()

    expect(await snapshot()).toMatchObject({
      status: "unavailable",
      reason: "outdated-chrome"
    })
    await expect(signIn(EMAIL, PASSWORD)).rejects.toMatchObject(outdated)
    await expect(askForName()).rejects.toMatchObject(outdated)
    expect(await stored()).toEqual({})
    expect(await emulator.requests()).toEqual([])
  }
)

test("so does a build with content scripts that send nothing", async () => {
  const { owner, snapshot } = await workerWith(missing, "")
  const getManifest = chrome.runtime.getManifest
  Object.assign(chrome.runtime, {
    getManifest: () => ({ ...getManifest(), content_scripts: [{ matches: ["<all_urls>"], js: ["a.js"] }] })
  })

  await owner.sync()

  expect(await snapshot()).toMatchObject({ status: "unavailable", reason: "outdated-chrome" })
})

test.for([
  ["is missing", missing],
  ["refuses", refusing]
] as const)("if the method %s, a build without content scripts works", async ([_, method]) => {
  const { signIn, snapshot } = await workerWith(method, "")

  await signIn(EMAIL, PASSWORD)

  expect(await snapshot()).toMatchObject({ status: "active" })
  expect(await stored()).not.toEqual({})
})

test("Chrome is called again each time, so a temporary refusal does no lasting harm", async () => {
  const setAccessLevel = vi.fn(refusing)
  const { owner, snapshot, signIn } = await workerWith(setAccessLevel, APP)
  await expect(signIn(EMAIL, PASSWORD)).rejects.toMatchObject(outdated)
  setAccessLevel.mockResolvedValue(undefined as never)

  await owner.sync({ force: true })
  await signIn(EMAIL, PASSWORD)

  expect(await snapshot()).toMatchObject({ status: "active" })
})
