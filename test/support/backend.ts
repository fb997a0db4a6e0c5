import { verifyToken } from "@clerk/backend"
import { exportSPKI, importJWK, type JWK } from "jose"

/** The claims of a token, as an author's server gets them: it knows the instance's public key, and whom it serves. */
export async function verify({ url }: { url: string }, token: string, authorizedParties?: string[]) {
  const { keys } = (await (await fetch(`${url}/.well-known/jwks.json`)).json()) as { keys: [JWK] }
  const jwtKey = await exportSPKI((await importJWK(keys[0])) as CryptoKey)
  return verifyToken(token, { jwtKey, ...(authorizedParties && { authorizedParties }) })
}

/** Who the emulator's protected endpoint says one is. */
export async function whoami({ url }: { url: string }, token: string): Promise<unknown> {
  const headers = { authorization: `Bearer ${token}` }
  return (await fetch(`${url}/demo/api/whoami`, { headers })).json()
}
