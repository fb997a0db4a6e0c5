import "./workspace.css"

import { t } from "~i18n"
import { useSnapshot } from "~react/use-snapshot"
import { Account } from "~screens/account/account"
import { lastKnownOf } from "~session/snapshot"
import { Heading } from "~ui/controls/heading"
import { OrganizationSwitcher } from "./organization-switcher"
import { WhoAmI } from "./who-am-i"

/** What the extension is for: here an answer of the author's server, and the organization to work in. */
export function Workspace() {
  const session = lastKnownOf(useSnapshot())
  if (session?.status !== "active") return null

  return (
    <>
      <header className="workspace__title">
        <Heading level={1}>{t("workspaceTitle")}</Heading>
        <p className="muted">{t("workspaceReason")}</p>
      </header>
      <div key={session.sessionId} className="workspace">
        <div className="card">
          <WhoAmI />
        </div>
        {session.instance.organizations.enabled && (
          <div className="card">
            <OrganizationSwitcher session={session} />
          </div>
        )}
      </div>
      <Account session={session} />
    </>
  )
}
