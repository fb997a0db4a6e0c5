import { useState } from "react"
import { formatSeconds, type TextKey, t } from "~i18n"
import type { Command } from "~react/use-command"
import type { Unavailable, UnavailableReason } from "~session/snapshot"
import { Button } from "~ui/controls/button"
import { Advice, Details } from "~ui/controls/details"
import { Heading } from "~ui/controls/heading"
import { useSecondsUntil } from "~ui/controls/use-seconds-until"

const texts: Record<UnavailableReason, [title: TextKey, text: TextKey]> = {
  offline: ["unavailableOfflineTitle", "unavailableOffline"],
  "clerk-down": ["unavailableClerkDownTitle", "unavailableClerkDown"],
  "rate-limited": ["unavailableRateLimitedTitle", "unavailableRateLimited"],
  misconfigured: ["unavailableMisconfiguredTitle", "unavailableMisconfigured"],
  "outdated-chrome": ["unavailableOutdatedTitle", "errorStorageOpen"],
  unexpected: ["unavailableUnexpectedTitle", "unavailableUnexpected"]
}

type Props = { snapshot: Unavailable; sync: Command<"sync-session"> }

/** Replaces the content of a page while nothing is known. */
export function UnavailablePanel({ snapshot, sync }: Props) {
  const [title, text] = texts[snapshot.reason]
  return (
    <div className="stack">
      <div className="stack stack--tight">
        <Heading level={1}>{t(title)}</Heading>
        <p className="muted">{t(text)}</p>
        <Advice text={snapshot.advice} />
      </div>
      <RetryButton look="primary" snapshot={snapshot} sync={sync} />
      <Details traceId={snapshot.traceId} />
    </div>
  )
}

/** Shown above the last known session, which stays usable where possible. */
export function UnavailableBanner({ snapshot, sync }: Props) {
  const [title, text] = texts[snapshot.reason]
  return (
    <div className="notice">
      {/* Not the rest: a countdown would be read each second. */}
      <div className="notice__text" role="alert">
        <p>
          <strong>{t(title)}</strong> {t(text)}
        </p>
        <Advice text={snapshot.advice} />
      </div>
      <RetryButton look="plain" snapshot={snapshot} sync={sync} />
      <Details traceId={snapshot.traceId} />
    </div>
  )
}

function RetryButton({ look, snapshot, sync }: Props & { look: "primary" | "plain" }) {
  const seconds = useSecondsUntil(snapshot.retryAt)
  const [tries, setTries] = useState(0)

  async function retry() {
    await sync.send({ force: true })
    setTries((before) => before + 1)
  }

  return (
    <>
      {/* Advice only: people may know better than the server that asked for the pause. */}
      {seconds > 0 && <p className="muted small">{t("pauseAdvised", formatSeconds(seconds))}</p>}
      <Button look={look} isBusy={sync.isSending} onClick={retry}>
        {t("tryAgain")}
      </Button>
      {/* To look at, nothing has changed then. */}
      {tries > 0 && (
        <span key={tries} className="visually-hidden" role="alert">
          {t(texts[snapshot.reason][0])}
        </span>
      )}
    </>
  )
}
