/** Why a command failed, for pages to `switch` on. */
export type MessageErrorCode =
  /** The sender isn't a page of this extension. */
  | "forbidden-sender"
  | "unknown-command"
  /** The request doesn't have the shape that the message's contract requires. */
  | "invalid-request"
  /** Clerk refused what the user entered; `field` is the input at fault, if Clerk names it. */
  | "rejected"
  /** The sign-in, sign-up or code has expired or been replaced, or the chosen item no longer exists. */
  | "expired"
  /** There is no session any more. */
  | "signed-out"
  /** The current session isn't the one that the page showed. Nothing was done. */
  | "session-changed"
  /** The task that the page showed is already complete. Nothing was done. */
  | "task-completed"
  /** The session may not do this. */
  | "not-allowed"
  /** Clerk requires a check that an extension can't show. Web pages can. */
  | "web-only"
  /** Clerk requires a reverification: see `start-reverification`, then repeat the command. */
  | "reverification-required"
  /** Too many requests: wait `retryAfterSeconds`. */
  | "rate-limited"
  | "offline"
  | "clerk-down"
  | "misconfigured"
  /** This version of Chrome lacks something that keeps the session safe. */
  | "outdated-chrome"
  /** No answer within the time limit. */
  | "timed-out"
  /** Chrome stopped the service worker before it answered. */
  | "interrupted"
  | "unexpected"

/** One problem, in words for the user. */
export type Problem = {
  message: string
  /** The name of the input that the message belongs to. */
  field?: Field
}

/** A failure as it travels in a reply: plain data, its `message` written for the user. */
export type Failure = Problem & {
  code: MessageErrorCode
  /** The other problems, if Clerk reports several at once. */
  others?: Problem[]
  /** A heading, if the message is longer than one sentence. */
  title?: string
  /** Where the user finds help. */
  link?: HelpLink
  /** What the user can do instead, for example sign up when there's no such account. */
  offer?: "sign-up" | "sign-in" | "waitlist" | "invitation"
  retryAfterSeconds?: number
  /** Clerk's trace ID, for support. */
  traceId?: string
  /** What the extension's author has to do about it, in English. Only in development builds. */
  advice?: string
}

/** A page outside the extension, by its https address; `text` is the link's text, if there is one. */
export type HelpLink = { url: string; text: string | null }

/** Inputs that an error can belong to. */
export type Field =
  | "identifier"
  | "emailAddress"
  | "password"
  | "newPassword"
  | "phoneNumber"
  | "username"
  | "legalAccepted"
  | "ticket"
  | "firstName"
  | "lastName"
  | "code"
  | "name"
  | "slug"
  | "logo"

/** An expected failure of a message. Its text is written for the user and contains no internal details. */
export class MessageError extends Error {
  readonly code: MessageErrorCode
  readonly failure: Failure

  constructor(failure: Failure) {
    super(failure.message)
    this.name = "MessageError"
    this.code = failure.code
    this.failure = failure
  }
}

/** Whether the command got no answer, so it may have been carried out anyway. */
export function isUnanswered({ code }: { code: MessageErrorCode }): boolean {
  return code === "interrupted" || code === "timed-out" || code === "offline" || code === "clerk-down"
}

/** All problems, the main one first. */
export function problemsOf({ message, field, others = [] }: Failure): Problem[] {
  return [{ message, ...(field && { field }) }, ...others]
}

/** The reply to every message. */
export type Reply<Value> = { ok: true; value: Value } | { ok: false; failure: Failure }
