import { afterEach, expect, test, vi } from "vitest"
import { emulate, PASSWORD } from "../../../emulator/support"
import { ownerWithClerk } from "../../../support/owner-with-clerk"

const ADA = "ada@example.com"

afterEach(() => {
  vi.unstubAllEnvs()
})

/** Ada has to choose an organization, and is about to sign in. */
async function workerWithPendingAda() {
  const emulator = await emulate()
  await emulator.changeSettings({ organizations: { enabled: true, forceSelection: true } })
  await emulator.addUser({ email: ADA, password: PASSWORD })
  return ownerWithClerk(emulator)
}

async function openPages() {
  return (await chrome.tabs.query({})).map(({ url }) => url)
}

test("for a task that taskUrls names, signing in opens nothing by itself", async () => {
  const { signIn, snapshot } = await workerWithPendingAda()
  const before = await openPages()

  await signIn(ADA, PASSWORD)

  expect(await snapshot()).toMatchObject({ status: "pending", tasks: ["choose-organization"] })
  expect(await openPages()).toEqual(before)
})

test("navigate is the fallback for a task that taskUrls doesn't name", async () => {
  const { signIn, snapshot } = await workerWithPendingAda()
  const { taskUrls } = await import("~session/tasks")
  delete (taskUrls as Record<string, object>)["choose-organization"]
  const before = await openPages()

  await signIn(ADA, PASSWORD)

  expect(await snapshot()).toMatchObject({ status: "pending", tasks: ["choose-organization"] })
  expect(await openPages()).toEqual([...before, chrome.runtime.getURL("tabs/other-task.html")])
})
