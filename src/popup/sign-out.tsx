import { t } from "~messaging/translate"
import { Button } from "~ui/controls/button"
import { ErrorNotice } from "~ui/controls/error-notice"
import { useCommand } from "~ui/use-command"

export function SignOut() {
  const signOut = useCommand("sign-out")
  return (
    <>
      <ErrorNotice error={signOut.error} />
      <Button isBusy={signOut.isSending} onClick={() => signOut.send()}>
        {t("signOut")}
      </Button>
    </>
  )
}
