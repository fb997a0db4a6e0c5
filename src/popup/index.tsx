import { t } from "~messaging/translate"
import { usePage } from "~ui/page/use-page"
import { WhenKnown } from "~ui/page/when-known"
import { RedirectToTasks } from "~ui/redirect-to-tasks"
import { OpenWorkspace } from "~ui/session-view/open-workspace"
import { SessionFrame } from "~ui/session-view/session-frame"
import { SessionView } from "~ui/session-view/session-view"
import { OpenSidePanel } from "./open-side-panel"

/** Who you are and what is next. */
export default function Popup() {
  const sync = usePage(t("popupTitle"))
  return (
    <SessionFrame>
      <RedirectToTasks />
      <WhenKnown sync={sync}>
        <SessionView>
          <div className="session-frame__ways">
            <OpenWorkspace />
            <OpenSidePanel />
          </div>
        </SessionView>
      </WhenKnown>
    </SessionFrame>
  )
}
