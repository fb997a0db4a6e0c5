import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from "node:crypto"
import { promisify } from "node:util"

// Cheaper than for real users, since whoever runs this waits for it.
const COST = { N: 4096 }

const derive = (plain: string, salt: Buffer) =>
  promisify<string, Buffer, number, ScryptOptions, Buffer>(scrypt)(plain, salt, 32, COST)

export type Password = {
  salt: Buffer
  hash: Buffer
  /** Marked by an administrator, or found in a breach: the user must choose another. */
  compromised: boolean
  updatedAt: number
}

export async function hashPassword(plain: string, now: number): Promise<Password> {
  const salt = randomBytes(16)
  return { salt, hash: await derive(plain, salt), compromised: false, updatedAt: now }
}

export async function isPassword(password: Password, plain: string) {
  return timingSafeEqual(password.hash, await derive(plain, password.salt))
}
