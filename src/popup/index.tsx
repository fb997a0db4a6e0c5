import { t } from "~i18n"
import { RedirectToTasks } from "~react/redirect-to-tasks"
import { SessionFrame } from "~screens/session-view/session-frame"
import { SessionView } from "~screens/session-view/session-view"
import { OpenWorkspace } from "~screens/workspace/open-workspace"
import { usePage } from "~ui/page/use-page"
import { WhenKnown } from "~ui/page/when-known"
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
