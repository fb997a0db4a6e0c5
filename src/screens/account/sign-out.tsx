import { t } from "~i18n"
import { useCommand } from "~react/use-command"
import { Button } from "~ui/controls/button"
import { ErrorNotice } from "~ui/controls/error-notice"

/** Ends this session, and this browser's others continue; without a `sessionId`, it ends them all. */
export function SignOut({ sessionId }: { sessionId?: string | undefined }) {
  const signOut = useCommand("sign-out")
  return (
    <>
      <Button
        isBusy={signOut.isSending}
        look={sessionId ? "plain" : "quiet"}
        onClick={() => signOut.send(sessionId ? { sessionId } : {})}
      >
        {t(sessionId ? "signOut" : "signOutOfAll")}
      </Button>
      {/* Below, so that the button stays where it is. */}
      <ErrorNotice error={signOut.error} />
    </>
  )
}
