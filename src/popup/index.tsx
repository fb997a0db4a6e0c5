import { t } from "~messaging/translate"
import { usePage } from "~ui/page/use-page"
import { WhenKnown } from "~ui/page/when-known"
import { RedirectToTasks } from "~ui/redirect-to-tasks"
import { OpenSidePanel } from "./open-side-panel"
import { OpenWorkspace } from "./open-workspace"
import { PopupFrame } from "./popup-frame"
import { SessionView } from "./session-view"

/** Who you are and what is next. */
export default function Popup() {
  const sync = usePage(t("popupTitle"))
  return (
    <PopupFrame>
      <RedirectToTasks />
      <WhenKnown sync={sync}>
        <SessionView>
          <div className="popup__ways">
            <OpenWorkspace />
            <OpenSidePanel />
          </div>
        </SessionView>
      </WhenKnown>
    </PopupFrame>
  )
}
