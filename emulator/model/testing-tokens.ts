import { HOUR } from "./clock"
import { newSecret } from "./ids"
import type { Instance } from "./instance"

/** A token that lets automated tests sign users up without a captcha. */
export function createTestingToken({ clock, testingTokens }: Instance) {
  const expireAt = Math.floor((clock.now() + HOUR) / 1000)
  const token = `${Math.floor(clock.now() / 1000)}-c_${newSecret()}`
  testingTokens.set(token, expireAt)
  return { token, expireAt }
}

export function isTestingToken({ clock, testingTokens }: Instance, token: string | null) {
  const expireAt = testingTokens.get(token ?? "")
  return expireAt !== undefined && clock.now() < expireAt * 1000
}
