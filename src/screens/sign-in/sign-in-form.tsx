import { type FormEvent, useId, useRef, useState } from "react"
import { t } from "~i18n"
import type { CodeFactor, InstanceSettings, SignInAttempt } from "~session/snapshot"
import { Button } from "~ui/controls/button"
import { ErrorNotice } from "~ui/controls/error-notice"
import { Heading } from "~ui/controls/heading"
import { PasswordField } from "~ui/controls/password-field"
import { TextField } from "~ui/controls/text-field"
import { useFieldErrors } from "~ui/controls/use-field-errors"
import { useDraftOf } from "./drafts"
import { NotOffered } from "./not-offered"
import { OtherWays } from "./other-ways"
import { SignUpOffer } from "./sign-up-offer"
import { StartOver } from "./start-over"
import { ToTheWeb } from "./to-the-web"
import { useStepCommand, useStepError } from "./use-step-command"

type SignInFormProps = {
  instance: InstanceSettings
  /** A sign-in whose user is known and has to prove it. */
  attempt: SignInAttempt | null
  onSignUp: () => void
}

/** By password, or by a code sent by e-mail: whichever the instance, and then the account, offers. */
export function SignInForm({ instance, attempt, onSignUp }: SignInFormProps) {
  const byPassword = useStepCommand("attempt-first-factor")
  const sendCode = useStepCommand("send-code")
  const [codeFor, setCodeFor] = useState<CodeFactor | null>(null)
  // Also of a later step that led back here.
  const { error } = useStepError()
  const { form, errorOf } = useFieldErrors(error)
  const headingId = useId()
  const draft = useDraftOf("identifier")
  const identifierInput = useRef<HTMLInputElement>(null)

  const offersPassword = attempt ? attempt.factors.includes("password") : instance.signIn.password
  const offersCode = attempt ? attempt.factors.includes("email_code") : instance.signIn.emailCode

  const offersReset = attempt ? attempt.factors.includes("reset_password_email_code") : true
  const isSending = byPassword.isSending || sendCode.isSending

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const fields = new FormData(event.currentTarget)
    const identifier = String(fields.get("identifier")).trim()
    if (!offersPassword) return send("email_code", identifier)
    void byPassword.send({ strategy: "password", identifier, password: String(fields.get("password")) })
  }

  function sendInstead(strategy: CodeFactor) {
    const input = identifierInput.current
    if (input?.reportValidity()) send(strategy, input.value.trim())
  }

  function send(strategy: CodeFactor, identifier: string) {
    setCodeFor(strategy)
    void sendCode.send({ for: "first-factor", strategy, identifier })
  }

  const isSendingFor = (strategy: CodeFactor) => sendCode.isSending && codeFor === strategy

  if (!offersPassword && !offersCode) {
    return <NotOffered instance={instance}>{attempt && <StartOver />}</NotOffered>
  }

  return (
    <form ref={form} className="stack" aria-labelledby={headingId} onSubmit={submit}>
      <Heading level={1} id={headingId}>
        {t("signInTo", instance.applicationName)}
      </Heading>
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
          {...(attempt ? { defaultValue: attempt.identifier, readOnly: true } : draft)}
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
                  isBusy={isSendingFor("reset_password_email_code")}
                  isBlocked={isSending}
                  onClick={() => sendInstead("reset_password_email_code")}
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
            isBusy={offersPassword ? byPassword.isSending : isSendingFor("email_code")}
            isBlocked={isSending}
          >
            {t(offersPassword ? "signIn" : "sendMeACode")}
          </Button>
          {offersPassword && offersCode && (
            <Button
              look="quiet"
              isBusy={isSendingFor("email_code")}
              isBlocked={isSending}
              onClick={() => sendInstead("email_code")}
            >
              {t("sendMeACodeInstead")}
            </Button>
          )}
        </div>
      </div>
      <ErrorNotice error={error} except={offersPassword ? ["identifier", "password"] : ["identifier"]}>
        {error?.code === "web-only" && <ToTheWeb instance={instance} />}
      </ErrorNotice>
      <div className="foot">
        <OtherWays instance={instance} />
        {attempt ? <StartOver /> : <SignUpOffer instance={instance} onSignUp={onSignUp} />}
      </div>
    </form>
  )
}
