import "./who-am-i.css"

import { useId } from "react"

import { t } from "~i18n"
import { API_URL } from "~react/call-api"
import { useApi } from "~react/use-api"
import { Button } from "~ui/controls/button"
import { ErrorNotice } from "~ui/controls/error-notice"
import { Loading } from "~ui/page/loading"

/** The endpoint's answer: what it read from the session token after verifying it. */
type Answer = {
  userId: string
  sessionStatus: string
  organizationSlug: string | null
  organizationRole: string | null
}

/** Who the user is according to the author's server. An example of a call with a session token. */
export function WhoAmI() {
  const titleId = useId()
  return (
    <section className="who-am-i" aria-labelledby={titleId}>
      <h2 id={titleId}>{t("whoAmI")}</h2>
      {API_URL ? <ServersAnswer /> : <p className="muted">{t("apiNotSet")}</p>}
    </section>
  )
}

function ServersAnswer() {
  const { data, error, isLoading, reload } = useApi<Answer>("/whoami")

  return (
    <>
      <div className="who-am-i__answer">
        {error && <ErrorNotice error={error} />}
        {!error && data && <Facts answer={data} />}
        {!error && !data && <Loading />}
      </div>
      <Button isBusy={isLoading} onClick={reload}>
        {t(error ? "tryAgain" : "askAgain")}
      </Button>
    </>
  )
}

function Facts({
  answer: { userId, sessionStatus, organizationSlug, organizationRole }
}: {
  answer: Answer
}) {
  return (
    <dl className="who-am-i__facts">
      <dt>{t("user")}</dt>
      <dd dir="auto">{userId}</dd>
      <dt>{t("session")}</dt>
      <dd dir="auto">{sessionStatus}</dd>
      <dt>{t("organization")}</dt>
      <dd dir="auto">{organizationSlug ?? t("none")}</dd>
      {organizationRole && (
        <>
          <dt>{t("role")}</dt>
          <dd dir="auto">{organizationRole}</dd>
        </>
      )}
    </dl>
  )
}
