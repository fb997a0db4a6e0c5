import type { PendingSessionOptions } from "@clerk/shared/types"
import type { ReactNode } from "react"

import { type Auth, useAuth } from "./use-auth"

type ShowProps = PendingSessionOptions & {
  /** A condition is asked only when somebody is signed in. */
  when: "signed-in" | "signed-out" | ((auth: Auth) => boolean)
  fallback?: ReactNode
  children: ReactNode
}

/**
 * Shows its children when the condition is met, otherwise `fallback`; nothing while that is not known. A pending session
 * counts as signed out, unless `treatPendingAsSignedOut` is `false`.
 *
 * As in `@clerk/react`, but a condition is given what `useAuth()` tells instead of `has()`.
 * @see https://clerk.com/docs/react/reference/components/control/show
 */
export function Show({ when, fallback = null, children, ...options }: ShowProps) {
  const auth = useAuth(options)
  if (!auth.isLoaded) return null
  return isMet(when, auth) ? children : fallback
}

function isMet(when: ShowProps["when"], auth: Auth) {
  if (when === "signed-out") return !auth.isSignedIn
  if (!auth.isSignedIn) return false
  return when === "signed-in" || when(auth)
}
