import { useId, useState } from "react"

import { type TextKey, t } from "~i18n"
import type { SecondFactor as Method, SignInAttempt } from "~session/snapshot"
import { BackupCodeForm } from "~ui/code/backup-code-form"
import { CodeForm } from "~ui/code/code-form"
import { ResendCode } from "~ui/code/resend-code"
import { Button } from "~ui/controls/button"
import { ErrorNotice } from "~ui/controls/error-notice"
import { Heading } from "~ui/controls/heading"
import { StartOver } from "./start-over"
import { useStepCommand } from "./use-step-command"

const useTexts: Record<Method, TextKey> = {
  totp: "useAuthenticatorApp",
  phone_code: "useTextMessage",
  backup_code: "useBackupCode"
}

type SecondFactorProps = { attempt: Extract<SignInAttempt, { step: "second-factor" }> }

/** The second step of a two-step verification, in one of the ways that the account has. */
export function SecondFactor({ attempt }: SecondFactorProps) {
  const { secondFactors, sentTo } = attempt
  const [chosen, setChosen] = useState<Method | null>(null)
  const method = chosen ?? (sentTo ? "phone_code" : (secondFactors[0] ?? "totp"))
  const command = useStepCommand("attempt-second-factor")
  const sendCode = useStepCommand("send-code")
  const ids = { labelledBy: useId(), describedBy: useId() }
  const { isSending, error } = command

  function choose(other: Method) {
    command.reset()
    setChosen(other)
  }

  function sendTextMessage() {
    return sendCode.send({ for: "second-factor", strategy: "phone_code" })
  }

  const isCodeAwaited = method !== "phone_code" || sentTo !== null
  return (
    <>
      <div className="stack stack--tight">
        <Heading level={1} key={`${method} ${isCodeAwaited}`} id={ids.labelledBy} takesFocus={!isCodeAwaited}>
          {t("secondFactorTitle")}
        </Heading>
        <p id={ids.describedBy} className="muted">
          {reasonFor(method, sentTo)}
        </p>
      </div>
      {!isCodeAwaited && (
        <div className="actions">
          <Button look="primary" isBusy={sendCode.isSending} onClick={sendTextMessage}>
            {t("sendTextMessage")}
          </Button>
          {/* A code that can no longer be entered leads back here. */}
          <ErrorNotice error={sendCode.error ?? error} />
        </div>
      )}
      {isCodeAwaited && method !== "backup_code" && (
        <CodeForm
          key={method}
          {...ids}
          isSending={isSending}
          error={error}
          onCode={(code) => command.send({ strategy: method, code })}
        >
          {method === "phone_code" && <ResendCode {...sendCode} send={sendTextMessage} />}
        </CodeForm>
      )}
      {method === "backup_code" && (
        <BackupCodeForm
          {...ids}
          isSending={isSending}
          error={error}
          onCode={(code) => command.send({ strategy: "backup_code", code })}
        />
      )}
      <div className="foot">
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

function reasonFor(method: Method, sentTo: string | null) {
  switch (method) {
    case "totp":
      return t("enterAuthenticatorCode")
    case "phone_code":
      return sentTo ? t("codeSentTo", sentTo) : t("secondFactorPhoneReason")
    case "backup_code":
      return t("enterBackupCode")
  }
}
