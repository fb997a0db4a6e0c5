import { SignJWT } from "jose"
import { MINUTE } from "./clock"
import { newSecret } from "./ids"
import type { Instance } from "./instance"

/** The `Set-Cookie` headers of a handshake that its server hasn't collected yet. */
export type Handshake = { directives: string[]; expireAt: number }

/** Signs the headers with the key of the session tokens, which servers already know. */
export const signHandshake = ({ id, signingKey }: Instance, directives: string[]): Promise<string> =>
  new SignJWT({ handshake: directives })
    .setProtectedHeader({ alg: "RS256", cat: "cl_B7d4PD111AAA", kid: id, typ: "JWT" })
    .sign(signingKey.privateKey)

/** Keeps the headers for the server, and returns the nonce that it exchanges for them. */
export function keepHandshake({ handshakes, clock }: Instance, directives: string[]): string {
  // Servers never collect those whose browsers went away.
  for (const [old, { expireAt }] of handshakes) if (expireAt <= clock.now()) handshakes.delete(old)
  const nonce = newSecret()
  handshakes.set(nonce, { directives, expireAt: clock.now() + MINUTE })
  return nonce
}

/** The headers that belong to the nonce. It works once. */
export function takeHandshake({ handshakes, clock }: Instance, nonce: string): string[] | undefined {
  const found = handshakes.get(nonce)
  handshakes.delete(nonce)
  return found && clock.now() < found.expireAt ? found.directives : undefined
}
