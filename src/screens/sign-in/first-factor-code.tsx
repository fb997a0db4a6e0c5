import { type TextKey, t } from "~i18n"
import type { CodeFactor, SignInAttempt } from "~session/snapshot"
import { SentCode } from "./sent-code"
import { useStepCommand } from "./use-step-command"

const titles: Record<CodeFactor, TextKey> = {
  email_code: "codeTitle",
  reset_password_email_code: "resetPasswordTitle"
}

type FirstFactorCodeProps = { attempt: Extract<SignInAttempt, { step: "first-factor-code" }> }

/** Awaits the code that was sent for the first factor. */
export function FirstFactorCode({ attempt: { identifier, strategy, sentTo } }: FirstFactorCodeProps) {
  const attempt = useStepCommand("attempt-first-factor")
  const sendCode = useStepCommand("send-code")

  return (
    <SentCode
      title={t(titles[strategy])}
      sentTo={sentTo}
      attempt={attempt}
      onCode={(code) => attempt.send({ strategy, code })}
      resend={{ ...sendCode, send: () => sendCode.send({ for: "first-factor", strategy, identifier }) }}
    />
  )
}
