import { t } from "~messaging/translate"
import type { ActiveSession } from "~session/snapshot"
import { Button } from "~ui/controls/button"
import { SignIn } from "~ui/sign-in/sign-in"
import { useCommand } from "~ui/use-command"

/** Signs in somebody else, too. */
export function AddAccount({ session, onBack }: { session: ActiveSession; onBack: () => void }) {
  const cancel = useCommand("cancel-attempt")

  function leave() {
    if (session.attempt) void cancel.send()
    onBack()
  }

  return (
    <>
      <SignIn instance={session.instance} attempt={session.attempt} />
      <Button look="quiet" onClick={leave}>
        {t("backTo", session.user.name)}
      </Button>
    </>
  )
}
