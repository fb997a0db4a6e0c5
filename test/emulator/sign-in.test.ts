import { expect, test } from "vitest"
import { emulate, loadClerk, PASSWORD, signIn, taskKeys } from "./support"

test("a user signs in with a password and has an active session", async () => {
  const emulator = await emulate()
  await emulator.addUser({ email: "ada@acme.com", password: PASSWORD })
  const clerk = await loadClerk(emulator)

  const session = await signIn(clerk, "ada@acme.com")

  expect(session.status).toBe("active")
  expect(clerk.user?.primaryEmailAddress?.emailAddress).toBe("ada@acme.com")
  expect(taskKeys(session)).toEqual([])
})
