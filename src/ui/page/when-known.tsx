import type { ReactNode } from "react"
import type { Command } from "~react/use-command"
import { useSnapshot } from "~react/use-snapshot"
import { lastKnownOf } from "~session/snapshot"
import { Loading } from "./loading"
import { UnavailableBanner, UnavailablePanel } from "./unavailable"

type WhenKnownProps = { sync: Command<"sync-session">; children: ReactNode }

/** Shows its children as soon as it is known who is signed in, and above them when Clerk cannot be asked. */
export function WhenKnown({ sync, children }: WhenKnownProps) {
  const snapshot = useSnapshot()
  const isKnown = lastKnownOf(snapshot) !== null
  const isUnavailable = snapshot.status === "unavailable"

  return (
    <>
      {isKnown && isUnavailable && <UnavailableBanner state={snapshot} sync={sync} />}
      {isKnown && children}
      {!isKnown && isUnavailable && <UnavailablePanel state={snapshot} sync={sync} />}
      {!isKnown && !isUnavailable && <Loading sync={sync} />}
    </>
  )
}
