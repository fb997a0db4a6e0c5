import { useId, useState } from "react"

import { type TextKey, t } from "~i18n"
import type { MessageError } from "~messaging/message-error"
import type { Command } from "~react/use-command"
import type { SecondFactor as Factor, Sent, SignInAttempt } from "~session/snapshot"
import { BackupCodeForm } from "~ui/code/backup-code-form"
import { CodeForm } from "~ui/code/code-form"
import { type Resend, ResendCode } from "~ui/code/resend-code"
import { Button } from "~ui/controls/button"
import { ErrorNotice } from "~ui/controls/error-notice"
import { Heading } from "~ui/controls/heading"
import { AwaitLink } from "./await-link"
import { isSame, keyOf, usable } from "./factor"
import { PasskeyButton } from "./passkey-button"
import { StartOver } from "./start-over"
import { useStepCommand, useStepError } from "./use-step-command"

type SentStrategy = Sent<Factor>["strategy"]

const useTexts: Record<Factor["strategy"], TextKey> = {
  totp: "useAuthenticatorApp",
  phone_code: "useTextMessage",
  email_code: "useEmailCode",
  email_link: "useEmailLink",
  passkey: "usePasskey",
  backup_code: "useBackupCode"
}

/** For users with several addresses or numbers. */
const useTextsTo: Record<SentStrategy, TextKey> = {
  phone_code: "useTextMessageTo",
  email_code: "useEmailTo",
  email_link: "useEmailLinkTo"
}

const sendTexts: Record<SentStrategy, TextKey> = {
  phone_code: "sendTextMessage",
  email_code: "sendEmailCode",
  email_link: "sendEmailLink"
}

const notSentTexts: Record<SentStrategy, TextKey> = {
  phone_code: "secondFactorPhoneReason",
  email_code: "secondFactorEmailReason",
  email_link: "secondFactorLinkReason"
}

type SecondFactorProps = { attempt: Extract<SignInAttempt, { step: "second-factor" }> }

/** The second step of a sign-in, in one of the account's ways: two-step verification, or the proof on a new device. */
export function SecondFactor({
  attempt: { secondFactors, sent, isNewDevice, isOutdated }
}: SecondFactorProps) {
  const factors = usable(secondFactors)
  const [chosen, setChosen] = useState<Factor | null>(null)
  const factor = chosen ?? sent ?? factors[0]
  const command = useStepCommand("attempt-second-factor")
  const sendCode = useStepCommand("send-code")
  const stepError = useStepError()
  const ids = { labelledBy: useId(), describedBy: useId() }
  const { isSending, error } = command

  function choose(other: Factor) {
    stepError.forget()
    setChosen(other)
  }

  const isSent = isSame(sent, factor)
  const toSend = "sendTo" in factor && !isSent ? factor : null
  const resend = {
    ...sendCode,
    send: () => {
      const { strategy, sendTo } = factor as Sent<Factor>
      return sendCode.send({ for: "second-factor", strategy, id: sendTo.id })
    }
  }

  return (
    <>
      <div className="stack stack--tight">
        <Heading
          level={1}
          key={`${keyOf(factor)} ${isSent}`}
          id={ids.labelledBy}
          takesFocus={toSend !== null || !takesCode(factor)}
        >
          {t(isNewDevice ? "newDeviceTitle" : "secondFactorTitle")}
        </Heading>
        {isNewDevice && <p className="muted">{t("newDeviceReason")}</p>}
        <p id={ids.describedBy} className="muted">
          {toSend && isOutdated && !stepError.error
            ? t(toSend.strategy === "email_link" ? "errorLinkExpired" : "errorCodeExpired")
            : reasonFor(factor, isSent)}
        </p>
      </div>
      {toSend && (
        <div className="actions">
          <Button look="primary" isBusy={sendCode.isSending} onClick={resend.send}>
            {t(sendTexts[toSend.strategy])}
          </Button>
          {/* From whichever step led here: a code that can no longer be entered, or one that couldn't be sent. */}
          <ErrorNotice error={stepError.error} />
        </div>
      )}
      {!toSend && (
        <Proof
          key={keyOf(factor)}
          {...{ factor, ids, isSending, error, isSent, resend }}
          send={command.send}
        />
      )}
      <div className="foot foot--row">
        {factors
          .filter((other) => !isSame(other, factor))
          .map((other) => (
            <Button key={keyOf(other)} look="inline" isBlocked={isSending} onClick={() => choose(other)}>
              {nameOf(other, factors)}
            </Button>
          ))}
        <StartOver />
      </div>
    </>
  )
}

/** Whether its step has an input, which takes the focus. */
function takesCode({ strategy }: Factor) {
  return strategy !== "passkey" && strategy !== "email_link"
}

type ProofProps = {
  factor: Factor
  ids: { labelledBy: string; describedBy: string }
  isSending: boolean
  error: MessageError | null
  isSent: boolean
  resend: Resend
  send: Command<"attempt-second-factor">["send"]
}

/** Takes the proof: a code, an opened link, a passkey. */
function Proof({ factor: { strategy }, ids, isSending, error, isSent, resend, send }: ProofProps) {
  switch (strategy) {
    case "email_link":
      return <AwaitLink resend={resend} />
    case "passkey":
      return (
        <div className="actions">
          <PasskeyButton step="second-factor" look="primary" text={t("usePasskey")} />
          <ErrorNotice error={error} />
        </div>
      )
    case "backup_code":
      return (
        <BackupCodeForm
          {...ids}
          isSending={isSending}
          error={error}
          onCode={(code) => send({ strategy, code })}
        />
      )
    default:
      return (
        <CodeForm {...ids} isSending={isSending} error={error} onCode={(code) => send({ strategy, code })}>
          {isSent && <ResendCode {...resend} />}
        </CodeForm>
      )
  }
}

function nameOf(factor: Factor, all: Factor[]) {
  const isOneOfSeveral = all.filter(({ strategy }) => strategy === factor.strategy).length > 1
  if ("sendTo" in factor && isOneOfSeveral) return t(useTextsTo[factor.strategy], factor.sendTo.label)
  return t(useTexts[factor.strategy])
}

function reasonFor(factor: Factor, isSent: boolean) {
  switch (factor.strategy) {
    case "totp":
      return t("enterAuthenticatorCode")
    case "backup_code":
      return t("enterBackupCode")
    case "passkey":
      return t("passkeyReason")
    default:
      if (!isSent) return t(notSentTexts[factor.strategy])
      return t(factor.strategy === "email_link" ? "linkSentTo" : "codeSentTo", factor.sendTo.label)
  }
}
