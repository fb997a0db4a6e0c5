import type { KnownSession } from "~session/snapshot"

/**
 * What the session owner asks of Clerk. `background/clerk` implements it, tests pass a plain object, and the owner never learns
 * who Clerk is: `Client` is whatever commands work with.
 */
export type AuthClient<Client> = {
  /**
   * Gets ready: asks Clerk for the session and the settings of the instance, unless that was done before. `isCommand`: for a command, so
   * no other runs.
   */
  load(options?: { isCommand?: boolean }): Promise<Client>
  /** Asks again; `onlyClient` leaves out the settings of the instance. `held`: it may not be asked now. */
  reload(options: { onlyClient: boolean }): Promise<"asked" | "held">
  /**
   * What Clerk last said. When the current session has ended, another one that is signed in takes its place first. `isCommand`: after a
   * command, so somebody here may have changed who is signed in.
   */
  settle(options: { isCommand: boolean }): Promise<KnownSession>
  /** Makes an error that pages understand of what a client throws; what nobody expects passes unchanged. */
  explain(error: unknown): unknown
}
