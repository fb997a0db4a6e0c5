import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from "node:crypto"
import { promisify } from "node:util"

// Cheaper than a production setting, to keep tests and sign-ins fast.
const COST = { N: 4096 }

const derive = (plain: string, salt: Buffer) =>
  promisify<string, Buffer, number, ScryptOptions, Buffer>(scrypt)(plain, salt, 32, COST)

export type Password = {
  salt: Buffer
  hash: Buffer
  /** Whether an admin has marked it as compromised, or it was found in a breach. The user must then choose a new one. */
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
