import type { Clerk } from "@clerk/clerk-js"
import type { SessionTask } from "@clerk/shared/types"

export const HOME = "/demo"
export const SIGN_IN = "/demo/sign-in"
export const SIGN_UP = "/demo/sign-up"
/** The target of emailed links, on the sign-in page. */
export const VERIFY = "#/verify"
/** The page to which providers redirect. */
export const SSO_CALLBACK = "/demo/sso-callback"
/** Continues a sign-in or sign-up after its provider step. */
export const CONTINUE = "#/continue"
/** Adds another account in multi-session mode. */
export const ADD = "?add=1"

/** Each session task has its own page: https://clerk.com/docs/guides/configure/session-tasks */
export const taskUrls: Record<SessionTask["key"], string> = {
  "choose-organization": "/demo/tasks/choose-organization",
  "reset-password": "/demo/tasks/reset-password",
  "setup-mfa": "/demo/tasks/setup-mfa"
}

export async function loadClerk(): Promise<Clerk> {
  // Created by clerk.browser.js, from the key and URL in its script tag.
  const clerk = window.Clerk
  if (!clerk) throw new Error("The SDK couldn't be loaded.")
  await clerk.load({ taskUrls, signInUrl: SIGN_IN, signUpUrl: SIGN_UP, telemetry: false })
  return clerk
}

/** Returns the session, with or without pending tasks. */
export function signedIn({ session, user }: Clerk) {
  if (!session || !user) throw new Error("You're not signed in.")
  return { session, user }
}

/** The page for the current state: the current task, the home page or the sign-in page. */
export function placeOf({ session }: Clerk) {
  if (!session) return SIGN_IN
  return session.currentTask ? taskUrls[session.currentTask.key] : HOME
}
