import { t } from "~i18n"
import { withInspector } from "~inspector/with-inspector"
import { RedirectToTasks } from "~react/redirect-to-tasks"
import { SessionFrame } from "~screens/session-view/session-frame"
import { SessionView } from "~screens/session-view/session-view"
import { OpenWorkspace } from "~screens/workspace/open-workspace"
import { OpenSidePanel } from "./open-side-panel"

/** Shows who is signed in, and the current task. */
export default function Popup() {
  const popup = (
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
  return process.env.PLASMO_PUBLIC_INSPECTOR ? <div>{withInspector(popup)}</div> : popup
}
