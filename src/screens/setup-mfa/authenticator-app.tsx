import { useId, useMemo } from "react"
import { t } from "~i18n"
import { MessageError } from "~messaging/message-error"
import { useCommand } from "~react/use-command"
import { useWhenSeen } from "~react/when-seen"
import { useReverifiedCommand } from "~screens/reverification/use-reverified-command"
import { CodeForm } from "~ui/code/code-form"
import { Button } from "~ui/controls/button"
import { Heading } from "~ui/controls/heading"
import { ReadFirst } from "~ui/controls/read-first"
import { RetryNotice } from "~ui/controls/retry-notice"
import { useEscape } from "~ui/controls/use-escape"
import { Loading } from "~ui/page/loading"
import type { AddSecondFactor } from "./add-second-factor"
import { Enrolment } from "./enrolment"

type AuthenticatorAppProps = { add: AddSecondFactor; takesFocus: boolean; onBack?: (() => void) | undefined }

/** Adds an authenticator app: the user gives it the secret, and its first code proves that it has it. */
export function AuthenticatorApp({ add, takesFocus, onBack }: AuthenticatorAppProps) {
  const start = useReverifiedCommand("start-totp")
  const verify = useCommand("verify-totp")
  const cancel = useCommand("cancel-totp")
  const ids = { labelledBy: useId(), describedBy: useId() }
  const enrolment = start.answer

  useWhenSeen(() => void start.send())

  // Nothing can send this code again: the app shows the next one.
  const error = useMemo(() => {
    if (verify.error?.failure.field !== "code") return verify.error
    return new MessageError({ ...verify.error.failure, message: t("errorTotpCodeIncorrect") })
  }, [verify.error])

  const leave = onBack && (() => void cancel.send().then(onBack))
  useEscape(verify.isSending || cancel.isSending ? undefined : leave)

  return (
    <section className="stack" aria-labelledby={ids.labelledBy}>
      <Heading level={2} id={ids.labelledBy} takesFocus={takesFocus}>
        {t("authenticatorApp")}
      </Heading>
      {enrolment && (
        <>
          <Enrolment enrolment={enrolment} />
          <p id={ids.describedBy}>{t("enterFirstCode")}</p>
          <CodeForm
            {...ids}
            isSending={verify.isSending}
            error={error}
            takesFocus={false}
            onCode={(code) => add(() => verify.send({ code }))}
          />
        </>
      )}
      {!enrolment && start.isSending && <Loading />}
      {!enrolment && !start.isSending && (
        <RetryNotice look="primary" error={start.error} onRetry={() => start.send()} />
      )}
      {!enrolment && !start.isSending && !start.error && (
        <>
          <ReadFirst>{t("errorReverificationRequired")}</ReadFirst>
          <Button look="primary" onClick={() => start.send()}>
            {t("continue")}
          </Button>
        </>
      )}
      {leave && (
        <Button look="quiet" isBusy={cancel.isSending} isBlocked={verify.isSending} onClick={leave}>
          {t("back")}
        </Button>
      )}
    </section>
  )
}
