import { t } from "~i18n"
import { RedirectToTasks } from "~react/redirect-to-tasks"
import { Show } from "~react/show"
import { SessionFrame } from "~screens/session-view/session-frame"
import { SessionView } from "~screens/session-view/session-view"
import { OpenWorkspace } from "~screens/workspace/open-workspace"
import { WhoAmI } from "~screens/workspace/who-am-i"
import { usePage } from "~ui/page/use-page"
import { WhenKnown } from "~ui/page/when-known"

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
