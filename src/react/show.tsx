import type { PendingSessionOptions, ShowWhenCondition } from "@clerk/shared/types"
import type { ReactNode } from "react"
import { type Auth, useAuth } from "./use-auth"

type ShowProps = PendingSessionOptions & {
  /** A function is called only if a user is signed in; it gets `has()`. */
  when: ShowWhenCondition
  fallback?: ReactNode
  children: ReactNode
}

/**
 * Shows its children if the condition is met, otherwise `fallback`; nothing until that is known. A pending session
 * counts as signed out, unless `treatPendingAsSignedOut` is `false`. As in `@clerk/react`, with all of its conditions.
 *
 * It hides, it doesn't protect: your server must not send what a page may not know.
 * @see https://clerk.com/docs/react/reference/components/control/show
 */
export function Show({ when, fallback = null, children, ...options }: ShowProps) {
  const auth = useAuth(options)
  if (!auth.isLoaded) return null
  return isMet(when, auth) ? children : fallback
}

function isMet(when: ShowWhenCondition, { isSignedIn, has }: Auth) {
  if (when === "signed-out") return !isSignedIn
  if (!isSignedIn) return false
  if (when === "signed-in") return true
  return typeof when === "function" ? when(has) : has(when)
}
