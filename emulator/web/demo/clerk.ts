import type { Clerk } from "@clerk/clerk-js"
import type { SessionTask } from "@clerk/shared/types"

export const HOME = "/demo"
export const SIGN_IN = "/demo/sign-in"
export const SIGN_UP = "/demo/sign-up"
/** Where a link leads that was emailed, on the page of the sign-in. */
export const VERIFY = "#/verify"
/** Where providers lead back to. */
export const SSO_CALLBACK = "/demo/sso-callback"
/** Goes on with the sign-in or sign-up that a provider has brought further. */
export const CONTINUE = "#/continue"
/** Asks the sign-in for one account more. */
export const ADD = "?add=1"

/** Each session task has a page of its own: https://clerk.com/docs/guides/configure/session-tasks */
export const taskUrls: Record<SessionTask["key"], string> = {
  "choose-organization": "/demo/tasks/choose-organization",
  "reset-password": "/demo/tasks/reset-password",
  "setup-mfa": "/demo/tasks/setup-mfa"
}

export async function loadClerk(): Promise<Clerk> {
  // Made by clerk.browser.js, with the key and the address in its tag.
  const clerk = window.Clerk
  if (!clerk) throw new Error("The SDK could not be loaded.")
  await clerk.load({ taskUrls, signInUrl: SIGN_IN, signUpUrl: SIGN_UP, telemetry: false })
  return clerk
}

/** Who is signed in, with or without tasks. */
export function signedIn({ session, user }: Clerk) {
  if (!session || !user) throw new Error("Nobody is signed in.")
  return { session, user }
}

/** Where someone belongs: to the task that is due, else into the app, else to the sign-in. */
export function placeOf({ session }: Clerk) {
  if (!session) return SIGN_IN
  return session.currentTask ? taskUrls[session.currentTask.key] : HOME
}
