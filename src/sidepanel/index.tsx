import { t } from "~i18n"
import { RedirectToTasks } from "~react/redirect-to-tasks"
import { Show } from "~react/show"
import { SessionFrame } from "~screens/session-view/session-frame"
import { SessionView } from "~screens/session-view/session-view"
import { OpenWorkspace } from "~screens/workspace/open-workspace"
import { WhoAmI } from "~screens/workspace/who-am-i"

/** Like the popup, but it stays open beside the page, and has the protected example. */
export default function SidePanel() {
  return (
    <SessionFrame title={t("popupTitle")} isPanel>
      <RedirectToTasks />
      <SessionView>
        <OpenWorkspace />
        <Show when="signed-in">
          <WhoAmI />
        </Show>
      </SessionView>
    </SessionFrame>
  )
}
