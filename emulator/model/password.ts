import { randomBytes, scrypt, timingSafeEqual } from "node:crypto"
import { promisify } from "node:util"

const derive = promisify<string, Buffer, number, Buffer>(scrypt)

export type Password = {
  salt: Buffer
  hash: Buffer
  /** Marked by an administrator, or found in a breach: the user must choose another. */
  compromised: boolean
  updatedAt: number
}

export async function hashPassword(plain: string, now: number): Promise<Password> {
  const salt = randomBytes(16)
  return { salt, hash: await derive(plain, salt, 32), compromised: false, updatedAt: now }
}

export async function isPassword(password: Password, plain: string) {
  return timingSafeEqual(password.hash, await derive(plain, password.salt, 32))
}
