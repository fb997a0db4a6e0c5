import { useId, useState } from "react"

import { type TextKey, t } from "~i18n"
import {
  type SecondFactor as Method,
  SENT_SECOND_FACTORS,
  type SentSecondFactor,
  type SignInAttempt
} from "~session/snapshot"
import { BackupCodeForm } from "~ui/code/backup-code-form"
import { CodeForm } from "~ui/code/code-form"
import { ResendCode } from "~ui/code/resend-code"
import { Button } from "~ui/controls/button"
import { ErrorNotice } from "~ui/controls/error-notice"
import { Heading } from "~ui/controls/heading"
import { AwaitLink } from "./await-link"
import { StartOver } from "./start-over"
import { useStepCommand, useStepError } from "./use-step-command"

const useTexts: Record<Method, TextKey> = {
  totp: "useAuthenticatorApp",
  phone_code: "useTextMessage",
  email_code: "useEmailCode",
  email_link: "useEmailLink",
  backup_code: "useBackupCode"
}

const sendTexts: Record<SentSecondFactor, TextKey> = {
  phone_code: "sendTextMessage",
  email_code: "sendEmailCode",
  email_link: "sendEmailLink"
}

const sentTexts: Record<SentSecondFactor, [toAddress: TextKey, unsaid: TextKey]> = {
  phone_code: ["codeSentTo", "codeSent"],
  email_code: ["codeSentTo", "codeSent"],
  email_link: ["linkSentTo", "linkSent"]
}

const notSentTexts: Record<SentSecondFactor, TextKey> = {
  phone_code: "secondFactorPhoneReason",
  email_code: "secondFactorEmailReason",
  email_link: "secondFactorLinkReason"
}

type SecondFactorProps = { attempt: Extract<SignInAttempt, { step: "second-factor" }> }

/** The second step of a sign-in, in one of the ways that the account has: two-step verification, or the proof on a new device. */
export function SecondFactor({
  attempt: { secondFactors, sent, isNewDevice, isOutdated }
}: SecondFactorProps) {
  const [chosen, setChosen] = useState<Method | null>(null)
  const method = chosen ?? sent?.strategy ?? secondFactors[0] ?? "totp"
  const command = useStepCommand("attempt-second-factor")
  const sendCode = useStepCommand("send-code")
  const stepError = useStepError()
  const ids = { labelledBy: useId(), describedBy: useId() }
  const { isSending, error } = command

  function choose(other: Method) {
    stepError.forget()
    setChosen(other)
  }

  const isSent = sent?.strategy === method
  const toSend = isSentMethod(method) && !isSent ? method : null
  const resend = {
    ...sendCode,
    send: () => sendCode.send({ for: "second-factor", strategy: method as SentSecondFactor })
  }

  return (
    <>
      <div className="stack stack--tight">
        <Heading level={1} key={`${method} ${isSent}`} id={ids.labelledBy} takesFocus={toSend !== null}>
          {t(isNewDevice ? "newDeviceTitle" : "secondFactorTitle")}
        </Heading>
        {isNewDevice && <p className="muted">{t("newDeviceReason")}</p>}
        <p id={ids.describedBy} className="muted">
          {toSend && isOutdated && !stepError.error
            ? t(toSend === "email_link" ? "errorLinkExpired" : "errorCodeExpired")
            : reasonFor(method, isSent ? sent : null)}
        </p>
      </div>
      {toSend && (
        <div className="actions">
          <Button look="primary" isBusy={sendCode.isSending} onClick={resend.send}>
            {t(sendTexts[toSend])}
          </Button>
          {/* Of whichever step led here: a code that can no longer be entered, or one that could not be sent. */}
          <ErrorNotice error={stepError.error} />
        </div>
      )}
      {!toSend && method === "email_link" && <AwaitLink resend={resend} />}
      {!toSend && method === "backup_code" && (
        <BackupCodeForm
          {...ids}
          isSending={isSending}
          error={error}
          onCode={(code) => command.send({ strategy: method, code })}
        />
      )}
      {!toSend && method !== "email_link" && method !== "backup_code" && (
        <CodeForm
          key={method}
          {...ids}
          isSending={isSending}
          error={error}
          onCode={(code) => command.send({ strategy: method, code })}
        >
          {isSent && <ResendCode {...resend} />}
        </CodeForm>
      )}
      <div className="foot foot--row">
        {secondFactors
          .filter((other) => other !== method)
          .map((other) => (
            <Button key={other} look="inline" isBlocked={isSending} onClick={() => choose(other)}>
              {t(useTexts[other])}
            </Button>
          ))}
        <StartOver />
      </div>
    </>
  )
}

function isSentMethod(method: Method): method is SentSecondFactor {
  return SENT_SECOND_FACTORS.some((sent) => sent === method)
}

function reasonFor(method: Method, sent: { to: string | null } | null) {
  switch (method) {
    case "totp":
      return t("enterAuthenticatorCode")
    case "backup_code":
      return t("enterBackupCode")
    default: {
      if (!sent) return t(notSentTexts[method])
      const [toAddress, unsaid] = sentTexts[method]
      return sent.to ? t(toAddress, sent.to) : t(unsaid)
    }
  }
}
