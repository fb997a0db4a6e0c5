import type { SessionTask } from "@clerk/shared/types"

export const HOME = "/prebuilt"
export const SIGN_IN = "/prebuilt/sign-in"
export const SIGN_UP = "/prebuilt/sign-up"
export const WAITLIST = "/prebuilt/waitlist"

/** Each session task has its own page: https://clerk.com/docs/guides/configure/session-tasks */
export const taskUrls: Record<SessionTask["key"], string> = {
  "choose-organization": "/prebuilt/tasks/choose-organization",
  "reset-password": "/prebuilt/tasks/reset-password",
  "setup-mfa": "/prebuilt/tasks/setup-mfa"
}
