/** Why a command failed, for pages to `switch` on. */
export type MessageErrorCode =
  /** The sender is no page of this extension. */
  | "forbidden-sender"
  | "unknown-command"
  /** The request does not have the shape that the command's contract asks for. */
  | "invalid-request"
  /** Clerk refused what the user entered; `field` tells which one, where Clerk says so. */
  | "rejected"
  /** The sign-in, sign-up or code has expired or was replaced by another, or what was chosen is no longer there. */
  | "expired"
  /** There is no session any more. */
  | "signed-out"
  /** Another session is the current one than the page showed. Nothing was done. */
  | "session-changed"
  /** The task that the page showed is complete already. Nothing was done. */
  | "task-completed"
  /** The session may not do this. */
  | "not-allowed"
  /** Clerk asks for a check that an extension can't show. Web pages can. */
  | "web-only"
  /** Clerk wants to know again who the user is: see `start-reverification`, then repeat the command. */
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

/** One thing that is wrong, in words for the user. */
export type Problem = {
  message: string
  /** The name of the input that the message belongs to. */
  field?: Field
}

/** A failure as it travels in a reply: plain data, its `message` written for the user. */
export type Failure = Problem & {
  code: MessageErrorCode
  /** What else is wrong, where Clerk says several things at once. */
  others?: Problem[]
  /** A heading, where there is more to say than one sentence. */
  title?: string
  /** Where the user finds help. */
  link?: HelpLink
  /** What the user can do instead, for example sign up when there's no such account. */
  offer?: "sign-up" | "sign-in" | "waitlist" | "invitation"
  retryAfterSeconds?: number
  /** Clerk's trace id, for support. */
  traceId?: string
  /** What the extension's author has to do about it, in English. Only in development builds. */
  advice?: string
}

/** A page outside of the extension, by its https address; `text` is what to call it, if that is known. */
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

/** An expected failure of a command. Its message is written for the user and holds no internal detail. */
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

/** All that is wrong, the first thing first. */
export function problemsOf({ message, field, others = [] }: Failure): Problem[] {
  return [{ message, ...(field && { field }) }, ...others]
}

/** What every message is answered with. */
export type Reply<Value> = { ok: true; value: Value } | { ok: false; failure: Failure }
