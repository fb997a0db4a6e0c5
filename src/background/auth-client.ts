import type { KnownSession } from "~session/snapshot"

/**
 * What the session owner needs from Clerk. `background/clerk` implements it, and tests pass a plain object, so the owner never depends
 * on Clerk itself. `Client` is whatever commands work with.
 */
export type AuthClient<Client> = {
  /**
   * Prepares the client: fetches the session and the instance's settings, unless that has already happened. `isCommand`: called for a
   * command, while no other command runs.
   */
  load(options?: { isCommand?: boolean }): Promise<Client>
  /** Fetches them again; `onlyClient` skips the instance's settings. Returns `held` while Clerk must not be called. */
  reload(options: { onlyClient: boolean }): Promise<"asked" | "held">
  /**
   * The session as Clerk last reported it. If the current session has ended, another signed-in session becomes current first.
   * `isCommand`: called after a command, so the user may have changed here who is signed in.
   */
  settle(options: { isCommand: boolean }): Promise<KnownSession>
  /** Turns what a client throws into an error that pages understand; unexpected errors pass through unchanged. */
  explain(error: unknown): unknown
}
