import type { CommandName, Request, Response } from "~messaging/contracts"
import type { KnownSession } from "~session/snapshot"

/**
 * What the session owner asks of Clerk. `background/clerk` implements it, tests pass a plain object, and nothing else in
 * the extension learns who Clerk is.
 */
export type AuthClient = {
  /** Gets ready: asks Clerk for the session and the settings of the instance, unless that was done before. */
  load(): Promise<void>
  /** Asks again, or only for the session. */
  reload(onlyClient?: boolean): Promise<void>
  /** Asks what the page of the current task is going to ask. */
  askAhead(): Promise<void>
  /** What Clerk last said. Only after `load()`. */
  readSession(): Promise<KnownSession>
} & { [Name in ClerkCommand]: (request: Request<Name>) => Promise<Response<Name>> }

/** Commands that Clerk carries out. */
export type ClerkCommand = Exclude<CommandName, "sync-session" | "open-task" | "get-signed-in-name">
