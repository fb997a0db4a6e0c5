import { type ReactNode, useState } from "react"
import { t } from "~i18n"
import type { Command } from "~react/use-command"
import { useSnapshot } from "~react/use-snapshot"
import { lastKnownOf } from "~session/snapshot"
import { Loading } from "./loading"
import { UnavailableBanner, UnavailablePanel } from "./unavailable"

type WhenKnownProps = { title: string; sync: Command<"sync-session">; children: ReactNode }

/** Shows its children as soon as it is known who is signed in, and above them when Clerk cannot be asked. */
export function WhenKnown({ title, sync, children }: WhenKnownProps) {
  const snapshot = useSnapshot()
  const isKnown = lastKnownOf(snapshot) !== null
  const isUnavailable = snapshot.status === "unavailable"

  return (
    <>
      {isKnown && isUnavailable && <UnavailableBanner snapshot={snapshot} sync={sync} />}
      <BackAgain isAway={isKnown && isUnavailable} />
      {isKnown && children}
      {!isKnown && isUnavailable && <UnavailablePanel snapshot={snapshot} sync={sync} />}
      {!isKnown && !isUnavailable && <Loading sync={sync} title={title} />}
    </>
  )
}

/** Announces that the banner has gone. */
function BackAgain({ isAway }: { isAway: boolean }) {
  const [wasAway, setWasAway] = useState(false)
  if (isAway && !wasAway) setWasAway(true)
  return (
    <p className="visually-hidden" role="status">
      {wasAway && !isAway && t("availableAgain")}
    </p>
  )
}
