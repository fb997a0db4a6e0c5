import { useId } from "react"

import { t } from "~i18n"
import { useCommand } from "~react/use-command"
import type { ActiveSession, PendingSession } from "~session/snapshot"
import { ChoiceRow } from "~ui/controls/choice-row"
import { ErrorNotice } from "~ui/controls/error-notice"

/** The other people who are signed in here: pressing one makes their session the current one. */
export function OtherAccounts({ session }: { session: ActiveSession | PendingSession }) {
  const switchSession = useCommand("switch-session")
  const titleId = useId()
  const others = session.sessions.filter(({ sessionId }) => sessionId !== session.sessionId)
  if (others.length === 0) return null

  return (
    <section aria-labelledby={titleId}>
      <h2 id={titleId}>{t("otherAccounts")}</h2>
      <ul className="choices" aria-labelledby={titleId}>
        {others.map(({ sessionId, user }) => (
          <ChoiceRow
            key={sessionId}
            name={user.fullName ?? user.identifier}
            detail={user.identifier}
            isBlocked={switchSession.isSending}
            onPress={() => switchSession.send({ sessionId })}
          />
        ))}
      </ul>
      <ErrorNotice error={switchSession.error} />
    </section>
  )
}
