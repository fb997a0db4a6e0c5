import type { EmulatorClient } from "./emulator-client"
import { ada } from "./people"

/** Signs in somewhere else than in the extension; answers with the id of that session. */
export async function signInElsewhere(emulator: EmulatorClient, { email, password } = ada): Promise<string> {
  const response = await fetch(`${emulator.url}/v1/client/sign_ins`, {
    method: "POST",
    body: new URLSearchParams({ identifier: email, password })
  })
  const { response: signIn } = (await response.json()) as { response: { created_session_id: string } }
  return signIn.created_session_id
}
