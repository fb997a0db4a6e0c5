import { t } from "~messaging/translate"
import { lastKnownOf } from "~session/last-known"
import type { KnownSession } from "~session/snapshot"
import { Loading } from "~ui/page/loading"
import { UnavailableBanner, UnavailablePanel } from "~ui/page/unavailable"
import { usePage } from "~ui/page/use-page"
import { RedirectToTasks } from "~ui/redirect-to-tasks"
import { useSnapshot } from "~ui/use-snapshot"
import { Active } from "./active"
import { Pending } from "./pending"
import { PopupFrame } from "./popup-frame"
import { SignIn } from "./sign-in/sign-in"

/** Who you are and what is next. */
export default function Popup() {
  const snapshot = useSnapshot()
  const sync = usePage(t("popupTitle"))
  const known = lastKnownOf(snapshot)
  const isUnavailable = snapshot.status === "unavailable"

  return (
    <PopupFrame>
      <RedirectToTasks />
      {known && isUnavailable && <UnavailableBanner state={snapshot} sync={sync} />}
      {known && <Session session={known} isReachable={!isUnavailable} />}
      {!known && isUnavailable && <UnavailablePanel state={snapshot} sync={sync} />}
      {!known && !isUnavailable && <Loading sync={sync} />}
    </PopupFrame>
  )
}

function Session({ session, isReachable }: { session: KnownSession; isReachable: boolean }) {
  switch (session.status) {
    case "signed-out":
      return <SignIn instance={session.instance} attempt={session.attempt} />
    case "pending":
      return <Pending session={session} isReachable={isReachable} />
    case "active":
      return <Active key={session.sessionId} session={session} />
  }
}
