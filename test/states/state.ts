import type { TextKey } from "../../src/i18n"
import type { AnswerOf, MessageName } from "../../src/messaging/contracts"
import type { Failure, Reply } from "../../src/messaging/message-error"
import type { SessionState } from "../../src/session/snapshot"
import type { Act, Words } from "./acts"

/** A page of the extension. */
export type PageName =
  | "popup"
  | "sidepanel"
  | "tabs/choose-organization"
  | "tabs/reset-password"
  | "tabs/setup-mfa"
  | "tabs/other-task"
  | "tabs/workspace"

/** A build that shows something the others don't. */
export type BuildName = "sso" | "without-sso" | "sync-host"

/** What the service worker answers: nothing for as long as the state lasts, if it is `waits`. */
export type Answer<Value> = Reply<Value> | "waits"

/** What it answers to each message; the last of several answers is given again. */
export type Answers = { [Name in MessageName]?: Answer<AnswerOf<Name>> | Answer<AnswerOf<Name>>[] }

/** What the author's server answers. */
export type ApiAnswer = { status: number; body?: unknown } | "waits" | "unreachable"

/** Something that the user can meet: a page, and what it takes to see it there. */
export type State = {
  /** In kebab case, as pictures are named by it. */
  name: string
  page: PageName
  /** Left out: `sso`, as a build for a development instance is. */
  build?: BuildName
  snapshot: SessionState
  /** To messages other than `sync-session`, which is answered in any case. */
  answers?: Answers
  api?: ApiAnswer
  /** What else lies in `chrome.storage.session`. */
  stored?: Record<string, string>
  /** What stands in its address, where a reload leads: the step of a setup. */
  step?: string
  /** What the user does to get there. */
  acts?: Act[]
  /** What only this state says, or nearly so: it is reached when the page says it. */
  says: Words
  /** Something is still being loaded. */
  isLoading?: boolean
  /** The page fails when it asks for this text. */
  failsAt?: TextKey
  /** How Chrome refuses a passkey, or that it has none; otherwise its user cancels. */
  passkey?: "SecurityError" | "UnknownError" | "unsupported"
  /** Chrome copies nothing. */
  isCopyRefused?: boolean
}

/** The service worker has done it, or knows it. */
export function answered<Value>(value: Value): Reply<Value> {
  return { ok: true, value }
}

/** The service worker has done it, and the snapshot says the rest. */
export const done: Reply<void> = { ok: true, value: undefined }

/** The service worker has not done it. */
export function refused(failure: Failure): Reply<never> {
  return { ok: false, failure }
}
