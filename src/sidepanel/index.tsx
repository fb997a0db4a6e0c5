import { t } from "~messaging/translate"
import { OpenWorkspace } from "~popup/open-workspace"
import { PopupFrame } from "~popup/popup-frame"
import { SessionView } from "~popup/session-view"
import { usePage } from "~ui/page/use-page"
import { WhenKnown } from "~ui/page/when-known"
import { RedirectToTasks } from "~ui/redirect-to-tasks"
import { Show } from "~ui/show"
import { WhoAmI } from "~ui/workspace/who-am-i"

/** The popup's views where they stay open beside the page, and the protected example among them. */
export default function SidePanel() {
  const sync = usePage(t("popupTitle"))
  return (
    <PopupFrame isPanel>
      <RedirectToTasks />
      <WhenKnown sync={sync}>
        <SessionView>
          <OpenWorkspace />
          <Show when="signed-in">
            <WhoAmI />
          </Show>
        </SessionView>
      </WhenKnown>
    </PopupFrame>
  )
}
