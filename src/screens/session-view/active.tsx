import { type ReactNode, useState } from "react"

import { t } from "~i18n"
import { OtherAccounts } from "~screens/account/other-accounts"
import { SignOut } from "~screens/account/sign-out"
import { UnsavedBackupCodes } from "~screens/account/unsaved-backup-codes"
import { Organization, Person } from "~screens/account/who"
import type { ActiveSession } from "~session/snapshot"
import { Button } from "~ui/controls/button"
import { Heading } from "~ui/controls/heading"
import { AddAccount } from "./add-account"

type ActiveProps = { session: ActiveSession; children?: ReactNode }

/** Signed in with nothing left to do. The children are what your extension is for. */
export function Active({ session, children }: ActiveProps) {
  const { organization, user, instance, attempt, ssoFailure } = session
  const [isAdding, setIsAdding] = useState(attempt !== null || ssoFailure !== null)

  if (instance.isMultiSession && isAdding) {
    return <AddAccount session={session} onBack={() => setIsAdding(false)} />
  }
  return (
    <>
      <Heading level={1}>{t("activeTitle")}</Heading>
      <Person user={user} />
      {organization ? (
        <Organization organization={organization} />
      ) : (
        <p className="muted">{t("personalAccount")}</p>
      )}
      <UnsavedBackupCodes session={session} />
      {children}
      {/* Before the other accounts, of which there may be many. */}
      <SignOut sessionId={session.sessionId} />
      {instance.isMultiSession && (
        <>
          <OtherAccounts session={session} />
          <Button look="quiet" onClick={() => setIsAdding(true)}>
            {t("addAccount")}
          </Button>
        </>
      )}
      {session.sessions.length > 1 && <SignOut />}
    </>
  )
}
