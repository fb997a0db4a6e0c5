import { afterEach, expect, test, vi } from "vitest"
import { emulate } from "../../../emulator/support"
import { ownerWithClerk } from "../../../support/owner-with-clerk"

afterEach(() => {
  vi.unstubAllEnvs()
})

test("a breached password gets its error at the password, with another way in", async () => {
  const emulator = await emulate()
  await emulator.changeSettings({ password: { checkCompromisedAtSignIn: true } })
  await emulator.addUser({ email: "ada@example.com", password: "Password123" })
  const { signIn } = await ownerWithClerk(emulator)

  const refused = signIn("ada@example.com", "Password123")

  await expect(refused).rejects.toMatchObject({
    failure: { code: "rejected", field: "password", message: expect.stringContaining("Choose another way") }
  })
})
