import type { PendingSessionOptions, ShowWhenCondition } from "@clerk/shared/types"
import type { ReactNode } from "react"
import { type Auth, useAuth } from "./use-auth"

type ShowProps = PendingSessionOptions & {
  /** A function is asked only when somebody is signed in; it gets `has()`. */
  when: ShowWhenCondition
  fallback?: ReactNode
  children: ReactNode
}

/**
 * Shows its children when the condition is met, otherwise `fallback`; nothing while that is not known. A pending session
 * counts as signed out, unless `treatPendingAsSignedOut` is `false`. As in `@clerk/react`, with all of its conditions.
 *
 * It hides, it does not protect: what a page may not know, your server must not send.
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
