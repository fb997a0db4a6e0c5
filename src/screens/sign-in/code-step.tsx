import { useId } from "react"
import { t } from "~i18n"
import type { MessageError } from "~messaging/message-error"
import { CodeForm } from "~ui/code/code-form"
import { type Resend, ResendCode } from "~ui/code/resend-code"
import { Button } from "~ui/controls/button"
import { ErrorNotice } from "~ui/controls/error-notice"
import { Heading } from "~ui/controls/heading"
import { useStepError } from "./use-step-command"

type CodeStepProps = {
  title: string
  reason: string
  /** Clerk is waiting for a code. If not, the last one has expired, or couldn't be sent. */
  isSent: boolean
  attempt: { isSending: boolean; error: MessageError | null }
  onCode: (code: string) => void
  sendCode: Resend
}

/** Asks for the code that Clerk sent, or offers to send one. */
export function CodeStep({ title, reason, isSent, attempt, onCode, sendCode }: CodeStepProps) {
  const ids = { labelledBy: useId(), describedBy: useId() }
  // The error may come from the previous step.
  const stepError = useStepError()

  return (
    <>
      <div className="stack stack--tight">
        <Heading level={1} key={String(isSent)} id={ids.labelledBy} takesFocus={!isSent}>
          {title}
        </Heading>
        <p id={ids.describedBy} className="muted">
          {reason}
        </p>
      </div>
      {isSent ? (
        <CodeForm {...ids} isSending={attempt.isSending} error={attempt.error} onCode={onCode}>
          <ResendCode {...sendCode} />
        </CodeForm>
      ) : (
        <div className="actions">
          <Button look="primary" isBusy={sendCode.isSending} onClick={sendCode.send}>
            {t("sendCode")}
          </Button>
          <ErrorNotice error={stepError.error} />
        </div>
      )}
    </>
  )
}
