import type { Clock } from "./clock"

/** An email or text message that would have been sent. */
export type Message = {
  to: string
  channel: "email" | "sms"
  /** Empty in a message with a link. */
  code: string
  link?: string
  body: string
  at: number
}

export function deliver(inbox: Message[], clock: Clock, message: Omit<Message, "at">) {
  inbox.unshift({ ...message, at: clock.now() })
  inbox.length = Math.min(inbox.length, 1000)
}

/** Clerk's test mode: nothing is sent to these, and they accept one code. */
export const TEST_CODE = "424242"

export const isTestEmail = (address: string) => /\+clerk_test@/i.test(address)
export const isTestPhone = (number: string) => /^\+1\d{3}55501\d\d$/.test(number)
