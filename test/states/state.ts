import type { TextKey } from "../../src/i18n"
import type { AnswerOf, MessageName } from "../../src/messaging/contracts"
import type { Failure, Reply } from "../../src/messaging/message-error"
import type { SessionState } from "../../src/session/snapshot"
import type { Act, Words } from "./acts"

/** A page of the extension. */
export type PageName = "popup" | "sidepanel" | `tabs/${string}`

/** A build that has states the others don't have. */
export type BuildName = "sso" | "without-sso" | "sync-host"

/** The answer of the service worker. With `waits`, it never answers. */
export type Answer<Value> = Reply<Value> | "waits"

/** The answers to each message, in order. The last one repeats. */
export type Answers = { [Name in MessageName]?: Answer<AnswerOf<Name>> | Answer<AnswerOf<Name>>[] }

/** The answer of the author's server. */
export type ApiAnswer = { status: number; body?: unknown } | "waits" | "unreachable"

/** Something that a user can meet: a page, and everything that brings it there. */
export type State = {
  /** In kebab case: pictures are named after it. */
  name: string
  page: PageName
  /** `sso` by default, as in builds for development instances. */
  build?: BuildName
  snapshot: SessionState
  /** Messages other than `sync-session`, which always gets an answer. */
  answers?: Answers
  api?: ApiAnswer
  /** Other entries of `chrome.storage.session`. */
  stored?: Record<string, string>
  /** The fragment of the URL: the step of a setup, which survives a reload. */
  step?: string
  /** What the user does to get there. */
  acts?: Act[]
  /** A text that few other states show. The state is reached when the page shows it. */
  says: Words
  /** The page is still loading something. */
  isLoading?: boolean
  /** The page throws when it reads this text. */
  failsAt?: TextKey
  /** How Chrome rejects a passkey. By default, the user cancels. */
  passkey?: "SecurityError" | "UnknownError" | "unsupported"
  /** Chrome doesn't allow copying. */
  isCopyRefused?: boolean
}

/** The service worker succeeds with this value. */
export function answered<Value>(value: Value): Reply<Value> {
  return { ok: true, value }
}

/** The service worker succeeds. The snapshot shows the result. */
export const done: Reply<void> = { ok: true, value: undefined }

/** The service worker fails. */
export function refused(failure: Failure): Reply<never> {
  return { ok: false, failure }
}
