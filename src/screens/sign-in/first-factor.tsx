import { type FormEvent, useId, useState } from "react"
import { type TextKey, t } from "~i18n"
import type { RequestOf } from "~messaging/contracts"
import type { Command } from "~react/use-command"
import type {
  FirstFactor as Factor,
  InstanceSettings,
  Sent,
  SignInAttempt,
  SsoFactor
} from "~session/snapshot"
import { Button } from "~ui/controls/button"
import { ErrorNotice } from "~ui/controls/error-notice"
import { Heading } from "~ui/controls/heading"
import { PasswordField } from "~ui/controls/password-field"
import { TextField } from "~ui/controls/text-field"
import { useFieldErrors } from "~ui/controls/use-field-errors"
import { CodeStep } from "./code-step"
import { isSame, keyOf, usable } from "./factor"
import { inputFor } from "./identifier"
import { PasskeyButton } from "./passkey-button"
import { StartOver } from "./start-over"
import { useStepCommand, useStepError } from "./use-step-command"

const titles: Record<Sent<Factor>["strategy"], TextKey> = {
  email_code: "codeTitle",
  phone_code: "phoneCodeTitle",
  reset_password_email_code: "resetPasswordTitle",
  reset_password_phone_code: "resetPasswordTitle"
}

type FirstFactorProps = {
  attempt: Extract<SignInAttempt, { step: "first-factor" }>
  instance: InstanceSettings
}

/** Clerk knows who is signing in; here they prove it, in one of their account's ways. */
export function FirstFactor({ attempt, instance }: FirstFactorProps) {
  const { sent } = attempt
  const factors = usable(attempt.factors)
  // Clerk no longer waits for a code that has expired or failed too often, but this step stays with it.
  const [lastSent, setLastSent] = useState(sent)
  const [chosen, setChosen] = useState<Factor | null>(sent)
  const byCode = useStepCommand("attempt-first-factor")
  const sendCode = useStepCommand("send-code")
  const sso = useStepCommand("start-sso")
  const stepError = useStepError()

  // Another view may have sent a code elsewhere.
  if (sent && !isSame(sent, lastSent)) {
    setLastSent(sent)
    setChosen(sent)
  }

  const factor = chosen ?? factors.find((other) => !isReset(other)) ?? factors[0]
  const isSent = isSame(sent, factor)
  const reset = factors.find(isReset)
  const others = factors.filter((other) => {
    if (isSame(other, factor)) return false
    // "Forgot?" is beside the password. After that, users can have the code sent elsewhere, or go back to the password.
    return isReset(factor) ? isReset(other) || !("sendTo" in other) : !isReset(other)
  })

  function choose(other: Factor) {
    stepError.forget()
    if ("connectionId" in other) return void sso.send(ssoRequest(other, attempt.identifier))
    setChosen(other)
    if ("sendTo" in other && !isSame(sent, other)) void send(other)
  }

  function send({ strategy, sendTo }: Sent<Factor>) {
    return sendCode.send({ for: "first-factor", strategy, id: sendTo.id })
  }

  return (
    <>
      {"sendTo" in factor ? (
        <CodeStep
          key={keyOf(factor)}
          title={t(titles[factor.strategy])}
          reason={t(isSent ? "codeSentTo" : "weWillSendCodeTo", factor.sendTo.label)}
          isSent={isSent}
          attempt={byCode}
          onCode={(code) => byCode.send({ strategy: factor.strategy, code })}
          sendCode={{ ...sendCode, send: () => send(factor) }}
        />
      ) : (
        <WithoutCode
          key={keyOf(factor)}
          attempt={attempt}
          instance={instance}
          factor={factor}
          sso={sso}
          onForgot={reset && (() => choose(reset))}
        />
      )}
      <div className="foot foot--row">
        {others.map((other) => (
          <Button
            key={keyOf(other)}
            look="inline"
            isBlocked={sendCode.isSending || sso.isSending}
            onClick={() => choose(other)}
          >
            {nameOf(other)}
          </Button>
        ))}
        <StartOver />
      </div>
    </>
  )
}

type WithoutCodeProps = FirstFactorProps & {
  factor: Factor
  sso: Command<"start-sso">
  onForgot: (() => void) | undefined
}

/** With the password, a passkey, or a provider. */
function WithoutCode({ attempt: { identifier }, instance, factor, sso, onForgot }: WithoutCodeProps) {
  const attempt = useStepCommand("attempt-first-factor")
  const { error } = useStepError()
  const { form, errorOf } = useFieldErrors(error)
  const headingId = useId()
  const asksPassword = factor.strategy === "password"

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    if (!asksPassword) return
    const password = String(new FormData(event.currentTarget).get("password"))
    void attempt.send({ strategy: "password", identifier, password })
  }

  return (
    <form ref={form} className="stack" aria-labelledby={headingId} onSubmit={submit}>
      <Heading level={1} id={headingId} takesFocus={!asksPassword}>
        {t("signInTo", instance.applicationName)}
      </Heading>
      <div>
        <TextField
          name="identifier"
          label={t(inputFor(instance.signIn.identifiers).label)}
          autoComplete="username"
          defaultValue={identifier}
          readOnly
          error={errorOf("identifier")}
        />
        {asksPassword && (
          <PasswordField
            autoComplete="current-password"
            required
            autoFocus
            error={errorOf("password")}
            aside={
              onForgot && (
                <Button look="inline" aria-label={t("forgotPasswordLabel")} onClick={onForgot}>
                  {t("forgotPassword")}
                </Button>
              )
            }
          />
        )}
        <div className="actions">
          {asksPassword && (
            <Button type="submit" look="primary" isBusy={attempt.isSending}>
              {t("signIn")}
            </Button>
          )}
          {factor.strategy === "passkey" && (
            <PasskeyButton step="first-factor" look="primary" text={t("usePasskey")} />
          )}
          {"connectionId" in factor && (
            <Button
              look="primary"
              isBusy={sso.isSending}
              onClick={() => sso.send(ssoRequest(factor, identifier))}
            >
              {nameOf(factor)}
            </Button>
          )}
        </div>
      </div>
      <ErrorNotice error={error} except={asksPassword ? ["identifier", "password"] : ["identifier"]} />
    </form>
  )
}

const isReset = ({ strategy }: Factor) => strategy.startsWith("reset_password")

/** A company's SSO continues this sign-in. A social connection begins a new one, and gets the address, but no number or username. */
function ssoRequest({ strategy, connectionId }: SsoFactor, identifier: string): RequestOf<"start-sso"> {
  return strategy === "enterprise_sso"
    ? { for: "first-factor", connectionId }
    : { for: "sign-in", strategy, ...(identifier.includes("@") && { identifier }) }
}

function nameOf(factor: Factor) {
  if ("connectionId" in factor) return t("continueWith", factor.name)
  switch (factor.strategy) {
    case "password":
      return t("useYourPassword")
    case "passkey":
      return t("usePasskey")
    case "email_code":
    case "reset_password_email_code":
      return t("useEmailTo", factor.sendTo.label)
    case "phone_code":
    case "reset_password_phone_code":
      return t("useTextMessageTo", factor.sendTo.label)
  }
}
