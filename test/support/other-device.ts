import { ada } from "./people"

/** Signs in on another device, without the SDK, as a process can run only one at a time. */
export async function signInElsewhere({ url }: { url: string }, { email, password } = ada) {
  const response = await fetch(`${url}/v1/client/sign_ins`, {
    method: "POST",
    body: new URLSearchParams({ identifier: email, password })
  })
  const { response: signIn } = (await response.json()) as { response: { created_session_id: string } }
  return { token: response.headers.get("clerk-db-jwt") ?? "", sessionId: signIn.created_session_id }
}
