import { createClerkClient, verifyToken } from "@clerk/backend"
import { exportSPKI, importJWK, type JWK } from "jose"

/** The claims of a token, as an author's server gets them: it knows the instance's public key, and whom it serves. */
export async function verify(emulator: { url: string }, token: string | null, authorizedParties?: string[]) {
  const jwtKey = await publicKeyOf(emulator)
  return verifyToken(token ?? "", { jwtKey, ...(authorizedParties && { authorizedParties }) })
}

/** How an author's server authenticates a request with this token. */
export async function authOf(emulator: { url: string; publishableKey: string }, token: string) {
  const { publishableKey } = emulator
  const backend = createClerkClient({ publishableKey, secretKey: "sk_test_none" })
  const request = new Request("https://api.example.com", { headers: { authorization: `Bearer ${token}` } })
  const state = await backend.authenticateRequest(request, { jwtKey: await publicKeyOf(emulator) })
  return state.toAuth()
}

async function publicKeyOf({ url }: { url: string }) {
  const { keys } = (await (await fetch(`${url}/.well-known/jwks.json`)).json()) as { keys: [JWK] }
  return exportSPKI((await importJWK(keys[0])) as CryptoKey)
}

/** The answer of the emulator's protected endpoint for this token. */
export async function whoami({ url }: { url: string }, token: string): Promise<unknown> {
  const headers = { authorization: `Bearer ${token}` }
  return (await fetch(`${url}/demo/api/whoami`, { headers })).json()
}
