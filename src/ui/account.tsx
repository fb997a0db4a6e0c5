import { t } from "~messaging/translate"
import type { UserSummary } from "~session/snapshot"
import { Button } from "./button"
import { ErrorNotice } from "./error-notice"
import { useSignOut } from "./use-sign-out"

/** Who is signed in, and the ways out. Stands at the foot of a page. */
export function Account({ user }: { user: UserSummary }) {
  const { signOut, switchAccount, isSending, error } = useSignOut()

  return (
    <footer className="account">
      <p>{t("signedInAs", user.identifier)}</p>
      <div className="account__actions">
        <Button look="inline" isBlocked={isSending} onClick={switchAccount}>
          {t("useAnotherAccount")}
        </Button>
        <Button look="inline" isBlocked={isSending} onClick={signOut}>
          {t("signOut")}
        </Button>
      </div>
      <ErrorNotice error={error} />
    </footer>
  )
}
