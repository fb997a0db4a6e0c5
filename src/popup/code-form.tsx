import { type FormEvent, useEffect, useId, useRef, useState } from "react"

import { t } from "~messaging/translate"
import type { SignInAttempt, SignUpAttempt } from "~session/snapshot"
import { Button } from "~ui/button"
import { ErrorNotice } from "~ui/error-notice"
import { StepHeading } from "~ui/step-heading"
import { TextField } from "~ui/text-field"
import type { Command } from "~ui/use-command"
import { ResendCode } from "./resend-code"
import { StartOver } from "./start-over"

const LENGTH = 6

type CodeFormProps = {
  attempt: SignInAttempt | SignUpAttempt
  command: Command<"attempt-sign-in-code"> | Command<"attempt-sign-up-code">
}

/** Takes the code that was sent by e-mail, and sends it on as soon as it is complete. */
export function CodeForm({ attempt, command: { send, isSending, error, reset } }: CodeFormProps) {
  const [code, setCode] = useState("")
  const input = useRef<HTMLInputElement>(null)
  const headingId = useId()
  const reasonId = useId()

  // A wrong code has to be typed anew.
  useEffect(() => {
    if (!error) return
    setCode("")
    input.current?.focus()
  }, [error])

  function enter(text: string) {
    // People paste codes with spaces and words around them.
    const digits = text.replace(/\D/g, "").slice(0, LENGTH)
    setCode(digits)
    if (digits.length === LENGTH && digits !== code) void send({ code: digits })
  }

  function submit(event: FormEvent) {
    event.preventDefault()
    if (code.length === LENGTH) void send({ code })
  }

  const isErrorOfCode = error?.failure.field === "code"
  return (
    <form className="stack" aria-labelledby={headingId} onSubmit={submit}>
      <div className="stack stack--tight">
        <StepHeading id={headingId} takesFocus={false}>
          {t("codeTitle")}
        </StepHeading>
        <p id={reasonId} className="muted">
          {attempt.sentTo ? t("codeSentTo", attempt.sentTo) : t("codeSent")}
        </p>
      </div>
      <div>
        <TextField
          ref={input}
          name="code"
          label={t("code")}
          look="code"
          inputMode="numeric"
          autoComplete="one-time-code"
          required
          autoFocus
          readOnly={isSending}
          value={code}
          onChange={(event) => enter(event.target.value)}
          aria-describedby={reasonId}
          error={isErrorOfCode ? error.message : undefined}
        />
        <div className="actions">
          <Button type="submit" look="primary" isBusy={isSending}>
            {t("verify")}
          </Button>
          <ResendCode attempt={attempt} onResend={reset} />
        </div>
      </div>
      <ErrorNotice error={error} except={["code"]} />
      <div className="popup__foot">
        <StartOver />
      </div>
    </form>
  )
}
