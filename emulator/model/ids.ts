import { randomBytes, randomInt } from "node:crypto"

const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"

function randomText(length: number) {
  // 62 does not divide 256, so a few letters are slightly likelier: fine for ids, which are not secrets.
  return Array.from(randomBytes(length), (byte) => ALPHABET[byte % ALPHABET.length]).join("")
}

/** An id as Clerk writes them: a prefix that names the resource, then 27 letters and digits. */
export const newId = (prefix: string) => `${prefix}_${randomText(27)}`

export const newSecret = () => randomBytes(32).toString("base64url")

export const newCode = () => randomInt(0, 1_000_000).toString().padStart(6, "0")
