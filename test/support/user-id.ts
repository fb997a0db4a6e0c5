import type { EmulatorClient } from "./emulator-client"
import { ada } from "./people"

/** A user's ID at the emulator. */
export async function userId(emulator: EmulatorClient, { email } = ada): Promise<string> {
  const { users } = await emulator.state()
  const user = users.find((candidate) => candidate.email === email)
  if (!user) throw new Error(`Nobody has the address ${email}.`)
  return user.id
}
