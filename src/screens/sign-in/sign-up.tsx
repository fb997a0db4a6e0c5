import { t } from "~i18n"
import type { InstanceSettings, SignUpAttempt } from "~session/snapshot"
import { EmailUnverified } from "./email-unverified"
import { ProtectCheck } from "./protect-check"
import { SentCode } from "./sent-code"
import { SignUpForm } from "./sign-up-form"
import { Unsupported } from "./unsupported"
import { useStepCommand } from "./use-step-command"

type SignUpProps = { instance: InstanceSettings; attempt: SignUpAttempt | null; onSignIn: () => void }

/** Sign-up, step by step. */
export function SignUp({ instance, attempt, onSignIn }: SignUpProps) {
  switch (attempt?.step) {
    case "email-code":
      return <EmailCode key={attempt.id} attempt={attempt} />
    case "email-unverified":
      return <EmailUnverified sentTo={attempt.sentTo} />
    case "protect-check":
      return <ProtectCheck attempt={attempt} instance={instance} />
    case "unsupported":
      return <Unsupported attempt={attempt} instance={instance} />
    case undefined:
      return <SignUpForm instance={instance} onSignIn={onSignIn} />
  }
}

function EmailCode({ attempt: { sentTo } }: { attempt: SignUpAttempt }) {
  const attempt = useStepCommand("attempt-sign-up-code")
  const sendCode = useStepCommand("send-code")

  return (
    <SentCode
      title={t("codeTitle")}
      sentTo={sentTo}
      attempt={attempt}
      onCode={(code) => attempt.send({ code })}
      resend={{ ...sendCode, send: () => sendCode.send({ for: "sign-up", strategy: "email_code" }) }}
    />
  )
}
