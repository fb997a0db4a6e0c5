import type { Clock } from "./clock"

/** An email or text message that Clerk would have sent. */
export type Message = {
  to: string
  channel: "email" | "sms"
  /** Empty if the message has a link. */
  code: string
  link?: string
  body: string
  at: number
}

export function deliver(inbox: Message[], clock: Clock, message: Omit<Message, "at">) {
  inbox.unshift({ ...message, at: clock.now() })
  inbox.length = Math.min(inbox.length, 1000)
}

/** In Clerk's test mode, these addresses and numbers receive no messages and accept one fixed code. */
export const TEST_CODE = "424242"

export const isTestEmail = (address: string) => /\+clerk_test@/i.test(address)
export const isTestPhone = (number: string) => /^\+1\d{3}55501\d\d$/.test(number)
