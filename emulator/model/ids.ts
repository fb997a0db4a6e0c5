import { randomBytes, randomInt } from "node:crypto"

const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"

function randomText(length: number) {
  // 256 isn't a multiple of 62, so a few letters are slightly more likely. That's fine for ids, which aren't secret.
  return Array.from(randomBytes(length), (byte) => ALPHABET[byte % ALPHABET.length]).join("")
}

/** Creates an id in Clerk's format: a prefix for the resource, then 27 letters and digits. */
export const newId = (prefix: string) => `${prefix}_${randomText(27)}`

export const newSecret = () => randomBytes(32).toString("base64url")

export const newCode = () => randomInt(0, 1_000_000).toString().padStart(6, "0")
