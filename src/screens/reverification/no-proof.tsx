import { t } from "~i18n"
import { useCommand } from "~react/use-command"
import { useTask } from "~screens/task-page/task"
import { Button } from "~ui/controls/button"
import { ErrorNotice } from "~ui/controls/error-notice"
import { ReadFirst } from "~ui/controls/read-first"

/** None of the account's factors works here. Signing in again counts as proof, too. */
export function NoProof() {
  const { sessionId } = useTask().session
  const signOut = useCommand("sign-out")

  return (
    <>
      <ReadFirst>{t("reverificationNotOffered")}</ReadFirst>
      <Button look="primary" isBusy={signOut.isSending} onClick={() => signOut.send({ sessionId })}>
        {t("signOut")}
      </Button>
      <ErrorNotice error={signOut.error} />
    </>
  )
}
