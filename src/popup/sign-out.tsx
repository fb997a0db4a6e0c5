import { t } from "~messaging/translate"
import { Button } from "~ui/controls/button"
import { ErrorNotice } from "~ui/controls/error-notice"
import { useCommand } from "~ui/use-command"

/** Ends this session; others of this browser go on. */
export function SignOut({ sessionId }: { sessionId: string }) {
  const signOut = useCommand("sign-out")
  return (
    <>
      <ErrorNotice error={signOut.error} />
      <Button isBusy={signOut.isSending} onClick={() => signOut.send({ sessionId })}>
        {t("signOut")}
      </Button>
    </>
  )
}
