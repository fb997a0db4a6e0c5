import { t } from "~messaging/translate"
import { usePage } from "~ui/page/use-page"
import { WhenKnown } from "~ui/page/when-known"
import { RedirectToTasks } from "~ui/redirect-to-tasks"
import { OpenWorkspace } from "~ui/session-view/open-workspace"
import { SessionFrame } from "~ui/session-view/session-frame"
import { SessionView } from "~ui/session-view/session-view"
import { Show } from "~ui/show"
import { WhoAmI } from "~ui/workspace/who-am-i"

/** As the popup, but it stays open beside the page; with the protected example. */
export default function SidePanel() {
  const sync = usePage(t("popupTitle"))
  return (
    <SessionFrame isPanel>
      <RedirectToTasks />
      <WhenKnown sync={sync}>
        <SessionView>
          <OpenWorkspace />
          <Show when="signed-in">
            <WhoAmI />
          </Show>
        </SessionView>
      </WhenKnown>
    </SessionFrame>
  )
}
