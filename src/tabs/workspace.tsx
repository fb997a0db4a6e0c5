import { t } from "~i18n"
import { RedirectToTasks } from "~react/redirect-to-tasks"
import { Show } from "~react/show"
import { SessionNotices } from "~screens/account/session-notices"
import { Workspace } from "~screens/workspace/workspace"
import { Page } from "~ui/page/page"
import { SignedOut } from "~ui/page/signed-out"

/**
 * A protected page to copy: replace <Workspace /> with what your extension is for. Only users who are
 * signed in with no task left see it; a user with a task goes there first, and comes back. Keep <SessionNotices />: it
 * shows when the web app has changed who is signed in.
 */
export default function WorkspacePage() {
  return (
    <Page title={t("workspaceTitle")}>
      <RedirectToTasks />
      <SessionNotices />
      <Show when="signed-in">
        <Workspace />
      </Show>
      <Show when="signed-out" treatPendingAsSignedOut={false}>
        <SignedOut />
      </Show>
    </Page>
  )
}
