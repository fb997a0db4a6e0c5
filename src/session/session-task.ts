import type { SessionTask } from "@clerk/shared/types"

/**
 * The key of a requirement that a user must meet after authentication.
 * @see https://clerk.com/docs/guides/configure/session-tasks
 */
export type SessionTaskKey = SessionTask["key"]

/** A page of this extension, as a path from its root, or an https page of the author's web app. */
export type TaskUrl = `/tabs/${string}.html` | `https://${string}`
