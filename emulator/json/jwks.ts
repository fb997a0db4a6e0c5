import type { Instance } from "../model/instance"

/** The public half of the key that signs session tokens. */
export const jwksJson = ({ id, signingKey }: Instance) => ({
  keys: [{ use: "sig", kid: id, alg: "RS256", ...signingKey.publicKey.export({ format: "jwk" }) }]
})
