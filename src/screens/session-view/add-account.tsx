import { t } from "~i18n"
import { useCommand } from "~react/use-command"
import { forgetDrafts } from "~screens/sign-in/drafts"
import { LazySignIn } from "~screens/sign-in/lazy-sign-in"
import type { ActiveSession } from "~session/snapshot"
import { Button } from "~ui/controls/button"

/** Signs in another user as well. */
export function AddAccount({ session, onBack }: { session: ActiveSession; onBack: () => void }) {
  const cancel = useCommand("cancel-attempt")

  function leave() {
    if (session.attempt) void cancel.send()
    forgetDrafts()
    onBack()
  }

  return (
    <>
      <LazySignIn session={session} />
      <Button look="quiet" onClick={leave}>
        {t("backTo", session.user.fullName ?? session.user.identifier)}
      </Button>
    </>
  )
}
