import { useId, useState } from "react"

import { t } from "~i18n"
import { useCommand } from "~react/use-command"
import type { ActiveSession, PendingSession } from "~session/snapshot"
import { ChoiceRow } from "~ui/controls/choice-row"

/** The other users who are signed in here: pressing one switches to their session. */
export function OtherAccounts({ session }: { session: ActiveSession | PendingSession }) {
  const switchSession = useCommand("switch-session")
  const [chosen, setChosen] = useState<string | null>(null)
  const titleId = useId()
  const others = session.sessions.filter(({ sessionId }) => sessionId !== session.sessionId)
  if (others.length === 0) return null

  function choose(sessionId: string) {
    setChosen(sessionId)
    void switchSession.send({ sessionId })
  }

  return (
    <section aria-labelledby={titleId}>
      <h2 id={titleId}>{t("otherAccounts")}</h2>
      <ul className="choices" aria-labelledby={titleId}>
        {others.map(({ sessionId, user }) => (
          <ChoiceRow
            key={sessionId}
            name={user.fullName ?? user.identifier}
            detail={user.fullName === null ? undefined : user.identifier}
            isBusy={switchSession.isSending && chosen === sessionId}
            isBlocked={switchSession.isSending}
            error={chosen === sessionId ? switchSession.error : null}
            onPress={() => choose(sessionId)}
          />
        ))}
      </ul>
    </section>
  )
}
