import { type ReactNode, useState } from "react"

import { t } from "~messaging/translate"
import type { ActiveSession } from "~session/snapshot"
import { Button } from "~ui/controls/button"
import { StepHeading } from "~ui/controls/step-heading"
import { OtherAccounts } from "~ui/other-accounts"
import { AddAccount } from "./add-account"
import { Organization } from "./organization"
import { Person } from "./person"
import { SignOut } from "./sign-out"

type ActiveProps = { session: ActiveSession; children: ReactNode }

/** Signed in, nothing left to do: what your extension is for are the children. */
export function Active({ session, children }: ActiveProps) {
  const { organization, user, instance, attempt } = session
  const [isAdding, setIsAdding] = useState(attempt !== null)

  if (instance.isMultiSession && isAdding) {
    return <AddAccount session={session} onBack={() => setIsAdding(false)} />
  }
  return (
    <>
      <StepHeading>{t("activeTitle")}</StepHeading>
      <Person user={user} />
      {organization ? (
        <Organization organization={organization} />
      ) : (
        <p className="muted">{t("personalAccount")}</p>
      )}
      {children}
      {instance.isMultiSession && (
        <>
          <OtherAccounts session={session} />
          <Button look="quiet" onClick={() => setIsAdding(true)}>
            {t("addAccount")}
          </Button>
        </>
      )}
      <div className="session-frame__foot">
        <SignOut sessionId={session.sessionId} />
        {session.sessions.length > 1 && <SignOut />}
      </div>
    </>
  )
}
