import { exportJWK } from "jose"
import type { Instance } from "../model/instance"

/** The public half of the key that signs session tokens. */
export const jwksJson = async ({ id, signingKey }: Instance) => ({
  keys: [{ use: "sig", kid: id, alg: "RS256", ...(await exportJWK(signingKey.publicKey)) }]
})
