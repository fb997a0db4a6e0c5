import { useState } from "react"
import { t } from "~i18n"
import type { RequestOf } from "~messaging/contracts"
import { isUnanswered, type MessageError } from "~messaging/message-error"
import { type Command, useCommand } from "~react/use-command"
import type { SentCodeFactor } from "~session/task-forms"
import { CodeForm } from "~ui/code/code-form"
import { ResendCode } from "~ui/code/resend-code"
import { Button } from "~ui/controls/button"
import { ErrorNotice } from "~ui/controls/error-notice"
import { ReadFirst } from "~ui/controls/read-first"

type SentCodeProofProps = {
  labelledBy: string
  describedBy: string
  isSending: boolean
  error: MessageError | null
  factor: SentCodeFactor
  attempt: Command<"attempt-reverification">
  onProof: (proof: RequestOf<"attempt-reverification">) => void
}

/** Has a code sent, and takes it. */
export function SentCodeProof(props: SentCodeProofProps) {
  const { factor, attempt, onProof, ...form } = props
  const { sendTo, ...way } = factor
  const { describedBy, error } = form
  const [sentAt, setSentAt] = useState<number | null>(null)
  const sendCode = useCommand("send-reverification-code")

  async function send() {
    attempt.reset()
    const reply = await sendCode.send({ ...way, id: sendTo.id })
    // A code that may have been sent is worth waiting for.
    if (reply.ok || isUnanswered(reply.failure)) setSentAt(Date.now())
    return reply
  }

  return (
    <>
      {sentAt ? (
        <>
          <p id={describedBy} className="muted">
            {t("codeSentTo", sendTo.label)}
          </p>
          <CodeForm {...form} onCode={(code) => onProof({ ...way, code })}>
            <ResendCode {...sendCode} send={send} sentAt={sentAt} />
          </CodeForm>
        </>
      ) : (
        <>
          <ReadFirst id={describedBy} isMuted>
            {t("weSendCodeTo", sendTo.label)}
          </ReadFirst>
          <div className="actions">
            <Button look="primary" isBusy={sendCode.isSending} onClick={send}>
              {t("sendCode")}
            </Button>
            <ErrorNotice error={sendCode.error ?? error} />
          </div>
        </>
      )}
    </>
  )
}
