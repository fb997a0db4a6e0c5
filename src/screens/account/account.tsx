import "./account.css"

import { t } from "~i18n"
import { useCommand } from "~react/use-command"
import type { ActiveSession, PendingSession } from "~session/snapshot"
import { Button } from "~ui/controls/button"
import { ErrorNotice } from "~ui/controls/error-notice"
import { openSignIn } from "~ui/page/open-sign-in"
import { OtherAccounts } from "./other-accounts"

/** Who is signed in, and how to leave or switch. At the foot of a page. */
export function Account({ session }: { session: PendingSession | ActiveSession }) {
  const { sessionId, user } = session
  const signOut = useCommand("sign-out")

  async function switchAccount() {
    const reply = await signOut.send({ sessionId })
    if (reply.ok) await openSignIn()
  }

  return (
    <footer className="account">
      <p>{t("signedInAs", user.identifier)}</p>
      <div className="account__actions">
        <Button look="inline" isBlocked={signOut.isSending} onClick={switchAccount}>
          {t("useAnotherAccount")}
        </Button>
        <Button look="inline" isBlocked={signOut.isSending} onClick={() => signOut.send({ sessionId })}>
          {t("signOut")}
        </Button>
      </div>
      <ErrorNotice error={signOut.error} />
      <OtherAccounts session={session} />
    </footer>
  )
}
