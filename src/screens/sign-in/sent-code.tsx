import { useId } from "react"
import { t } from "~i18n"
import type { MessageError } from "~messaging/message-error"
import { CodeForm } from "~ui/code/code-form"
import { type Resend, ResendCode } from "~ui/code/resend-code"
import { Heading } from "~ui/controls/heading"
import { StartOver } from "./start-over"

type SentCodeProps = {
  title: string
  /** Where the code went, masked by Clerk; `null` when Clerk does not say. */
  sentTo: string | null
  attempt: { isSending: boolean; error: MessageError | null }
  onCode: (code: string) => void
  resend: Resend
}

/** Awaits a code that was sent. */
export function SentCode({ title, sentTo, attempt, onCode, resend }: SentCodeProps) {
  const titleId = useId()
  const reasonId = useId()

  return (
    <>
      <div className="stack stack--tight">
        <Heading level={1} id={titleId} takesFocus={false}>
          {title}
        </Heading>
        <p id={reasonId} className="muted">
          {sentTo ? t("codeSentTo", sentTo) : t("codeSent")}
        </p>
      </div>
      <CodeForm
        labelledBy={titleId}
        describedBy={reasonId}
        isSending={attempt.isSending}
        error={attempt.error}
        onCode={onCode}
      >
        <ResendCode {...resend} />
      </CodeForm>
      <div className="foot">
        <StartOver />
      </div>
    </>
  )
}
