import { t } from "~i18n"
import { RedirectToTasks } from "~react/redirect-to-tasks"
import { SessionFrame } from "~screens/session-view/session-frame"
import { SessionView } from "~screens/session-view/session-view"
import { OpenWorkspace } from "~screens/workspace/open-workspace"
import { OpenSidePanel } from "./open-side-panel"

/** Shows who is signed in, and the current task. */
export default function Popup() {
  return (
    <SessionFrame title={t("popupTitle")}>
      <RedirectToTasks />
      <SessionView>
        {/* What your extension is for: only signed-in users with no task left see it. */}
        <div className="session-frame__ways">
          <OpenWorkspace />
          <OpenSidePanel />
        </div>
      </SessionView>
    </SessionFrame>
  )
}
