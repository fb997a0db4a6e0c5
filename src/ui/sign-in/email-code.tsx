import { useId } from "react"

import { t } from "~messaging/translate"
import { CodeForm } from "~ui/code/code-form"
import { type Resend, ResendCode } from "~ui/code/resend-code"
import { StepHeading } from "~ui/controls/step-heading"
import type { Command } from "~ui/use-command"
import { StartOver } from "./start-over"

type EmailCodeProps = {
  title: string
  sentTo: string | null
  attempt: Command<"attempt-sign-in-code"> | Command<"attempt-sign-up-code"> | Command<"attempt-reset-code">
  resend: Resend
  onStartOver: () => void
}

/** Awaits the code that was sent by e-mail. */
export function EmailCode({ title, sentTo, attempt, resend, onStartOver }: EmailCodeProps) {
  const titleId = useId()
  const reasonId = useId()

  return (
    <>
      <div className="stack stack--tight">
        <StepHeading id={titleId} takesFocus={false}>
          {title}
        </StepHeading>
        <p id={reasonId} className="muted">
          {sentTo ? t("codeSentTo", sentTo) : t("codeSent")}
        </p>
      </div>
      <CodeForm
        labelledBy={titleId}
        describedBy={reasonId}
        isSending={attempt.isSending}
        error={attempt.error}
        onCode={(code) => attempt.send({ code })}
      >
        <ResendCode {...resend} />
      </CodeForm>
      <div className="session-frame__foot">
        <StartOver onStartOver={onStartOver} />
      </div>
    </>
  )
}
