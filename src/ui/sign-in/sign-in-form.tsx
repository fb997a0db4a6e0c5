import { type FormEvent, useId, useRef } from "react"

import type { MessageError } from "~messaging/message-error"
import { t } from "~messaging/translate"
import type { InstanceSettings, SignInAttempt } from "~session/snapshot"
import { Button } from "~ui/controls/button"
import { ErrorNotice } from "~ui/controls/error-notice"
import { PasswordField } from "~ui/controls/password-field"
import { StepHeading } from "~ui/controls/step-heading"
import { TextField } from "~ui/controls/text-field"
import { useFieldErrors } from "~ui/controls/use-field-errors"
import { useCommand } from "~ui/use-command"
import { NotOffered } from "./not-offered"
import { OtherWays } from "./other-ways"
import { SignUpOffer } from "./sign-up-offer"
import { StartOver } from "./start-over"

type SignInFormProps = {
  instance: InstanceSettings
  /** A sign-in whose user is known and has to prove it. */
  attempt: SignInAttempt | null
  /** What went wrong in a later step that led back here. */
  earlierError: MessageError | null
  onSubmit: () => void
  onSignUp: () => void
}

/** By password, or by a code sent by e-mail: whichever the instance, and then the account, offers. */
export function SignInForm({ instance, attempt, earlierError, onSubmit, onSignUp }: SignInFormProps) {
  const byPassword = useCommand("sign-in-with-password")
  const byCode = useCommand("send-sign-in-code")
  const byReset = useCommand("send-reset-code")
  const error = byPassword.error ?? byCode.error ?? byReset.error ?? earlierError
  const { form, errorOf } = useFieldErrors(error)
  const headingId = useId()
  const identifierInput = useRef<HTMLInputElement>(null)

  const offersPassword = attempt ? attempt.factors.includes("password") : instance.signIn.password
  const offersCode = attempt ? attempt.factors.includes("email_code") : instance.signIn.emailCode

  const offersReset = attempt ? attempt.factors.includes("reset_password_email_code") : true
  const isSending = byPassword.isSending || byCode.isSending || byReset.isSending

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const fields = new FormData(event.currentTarget)
    const identifier = String(fields.get("identifier")).trim()
    start()
    if (offersPassword) void byPassword.send({ identifier, password: String(fields.get("password")) })
    else void byCode.send({ identifier })
  }

  function sendCode(command: typeof byCode | typeof byReset) {
    const input = identifierInput.current
    if (!input?.reportValidity()) return
    start()
    void command.send({ identifier: input.value.trim() })
  }

  function start() {
    byPassword.reset()
    byCode.reset()
    byReset.reset()
    onSubmit()
  }

  if (!offersPassword && !offersCode) {
    return <NotOffered instance={instance}>{attempt && <StartOver />}</NotOffered>
  }

  return (
    <form ref={form} className="stack" aria-labelledby={headingId} onSubmit={submit}>
      <StepHeading id={headingId}>{t("signInTo", instance.applicationName)}</StepHeading>
      <div>
        <TextField
          key={attempt?.id}
          ref={identifierInput}
          name="identifier"
          type="email"
          label={t("email")}
          autoComplete="username"
          required
          autoFocus={!attempt}
          {...(attempt && { defaultValue: attempt.identifier, readOnly: true })}
          error={errorOf("identifier")}
        />
        {offersPassword && (
          <PasswordField
            autoComplete="current-password"
            required
            autoFocus={attempt !== null}
            error={errorOf("password")}
            aside={
              offersReset && (
                <Button
                  look="inline"
                  aria-label={t("forgotPasswordLabel")}
                  isBusy={byReset.isSending}
                  isBlocked={isSending}
                  onClick={() => sendCode(byReset)}
                >
                  {t("forgotPassword")}
                </Button>
              )
            }
          />
        )}
        <div className="actions">
          <Button
            type="submit"
            look="primary"
            isBusy={(offersPassword ? byPassword : byCode).isSending}
            isBlocked={isSending}
          >
            {t(offersPassword ? "signIn" : "sendMeACode")}
          </Button>
          {offersPassword && offersCode && (
            <Button
              look="quiet"
              isBusy={byCode.isSending}
              isBlocked={isSending}
              onClick={() => sendCode(byCode)}
            >
              {t("sendMeACodeInstead")}
            </Button>
          )}
        </div>
      </div>
      <ErrorNotice error={error} except={offersPassword ? ["identifier", "password"] : ["identifier"]} />
      <div className="session-frame__foot">
        <OtherWays instance={instance} />
        {attempt ? <StartOver /> : <SignUpOffer instance={instance} onSignUp={onSignUp} />}
      </div>
    </form>
  )
}
