import "./workspace.css"

import { t } from "~i18n"
import { Show } from "~react/show"
import { useSnapshot } from "~react/use-snapshot"
import { Account } from "~screens/account/account"
import { UnsavedBackupCodes } from "~screens/account/unsaved-backup-codes"
import { lastKnownOf } from "~session/snapshot"
import { Heading } from "~ui/controls/heading"
import { OrganizationSwitcher } from "./organization-switcher"
import { WhoAmI } from "./who-am-i"

/** What the extension is for: here an answer from the author's server, and the organization to work in. */
export function Workspace() {
  const session = lastKnownOf(useSnapshot())
  if (session?.status !== "active") return null

  return (
    <>
      <UnsavedBackupCodes session={session} />
      <header className="workspace__title">
        <Heading level={1}>{t("workspaceTitle")}</Heading>
        <p className="muted">{t("workspaceReason")}</p>
        {/* The server decides what admins may do; this only decides what they see. */}
        <Show when={{ role: "org:admin" }}>
          <p className="muted">{t("workspaceForAdmins")}</p>
        </Show>
      </header>
      <div key={session.sessionId} className="workspace">
        <div className="card">
          <WhoAmI />
        </div>
        {session.instance.organizations.enabled && (
          <div className="card">
            <OrganizationSwitcher hasPersonalAccount={session.instance.organizations.personalAccount} />
          </div>
        )}
      </div>
      <Account session={session} />
    </>
  )
}
