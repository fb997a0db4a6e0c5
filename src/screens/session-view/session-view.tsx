import { type ReactNode, useEffect } from "react"
import { useSnapshot } from "~react/use-snapshot"
import { readDrafts, signedInOf } from "~screens/sign-in/drafts"
import { LazySignIn } from "~screens/sign-in/lazy-sign-in"
import { lastKnownOf } from "~session/snapshot"
import { Active } from "./active"
import { Pending } from "./pending"

/** Shows who is signed in, and the current task; its children once no task is left. */
export function SessionView({ children }: { children?: ReactNode }) {
  const snapshot = useSnapshot()
  const session = lastKnownOf(snapshot)
  const signedIn = session && signedInOf(session)

  // Reading them also forgets what was typed before someone signed in or out.
  useEffect(() => {
    if (signedIn !== null) void readDrafts(signedIn)
  }, [signedIn])

  switch (session?.status) {
    case "signed-out":
      return <LazySignIn session={session} />
    case "pending":
      return <Pending session={session} isReachable={snapshot.status !== "unavailable"} />
    case "active":
      return (
        <Active key={session.sessionId} session={session}>
          {children}
        </Active>
      )
    case undefined:
      return null
  }
}
