import { t } from "~i18n"
import { useCommand } from "~react/use-command"
import { webAppOf } from "~screens/sign-in/open-web-app"
import type { AccountChange, KnownSession } from "~session/snapshot"
import { Button } from "~ui/controls/button"
import { ErrorNotice } from "~ui/controls/error-notice"

type Props = { session: KnownSession; change: AccountChange }

/** Shows that the web app has changed who is signed in, and leads back to the earlier account if that's still signed in. */
export function AccountChangeNotice({ session, change: { formerUserId, returnTo } }: Props) {
  const goBack = useCommand("return-to-account")
  const switchSession = useCommand("switch-session")
  const dismiss = useCommand("dismiss-account-change")
  const isSending = goBack.isSending || switchSession.isSending || dismiss.isSending

  const webApp = webAppOf(session.instance)?.host ?? session.instance.applicationName
  const former = session.sessions.find(({ user }) => user.id === formerUserId)

  return (
    <div className="notice">
      <p role="status">
        <strong>
          {session.status === "signed-out"
            ? t("accountChangedToNobody", webApp)
            : t("accountChanged", session.user.identifier, webApp)}
        </strong>{" "}
        {returnTo && t("accountBefore", returnTo, webApp)}
      </p>
      {former && (
        <Button isBlocked={isSending} onClick={() => switchSession.send({ sessionId: former.sessionId })}>
          {t("goBackTo", former.user.identifier)}
        </Button>
      )}
      {returnTo && !former && (
        <Button isBlocked={isSending} onClick={() => goBack.send()}>
          {t("goBackTo", returnTo)}
        </Button>
      )}
      <Button look="inline" isBlocked={isSending} onClick={() => dismiss.send()}>
        {t("dismiss")}
      </Button>
      <ErrorNotice error={goBack.error ?? switchSession.error ?? dismiss.error} />
    </div>
  )
}
