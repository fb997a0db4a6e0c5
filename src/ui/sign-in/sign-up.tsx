import { t } from "~messaging/translate"
import type { InstanceSettings, SignUpAttempt } from "~session/snapshot"
import { useCommand } from "~ui/use-command"
import { EmailCode } from "./email-code"
import { EmailUnverified } from "./email-unverified"
import { SignUpForm } from "./sign-up-form"
import { Unsupported } from "./unsupported"

type SignUpProps = { instance: InstanceSettings; attempt: SignUpAttempt | null; onSignIn: () => void }

/** Sign-up, step by step. */
export function SignUp({ instance, attempt, onSignIn }: SignUpProps) {
  // Kept here, because what went wrong with a code may also lead back to the step before it.
  const attemptCode = useCommand("attempt-sign-up-code")
  const sendCode = useCommand("send-sign-up-code")

  switch (attempt?.step) {
    case "email-code":
      return (
        <EmailCode
          key={attempt.id}
          title={t("codeTitle")}
          sentTo={attempt.sentTo}
          attempt={attemptCode}
          resend={sendCode}
          onStartOver={attemptCode.reset}
        />
      )
    case "email-unverified":
      return <EmailUnverified sentTo={attempt.sentTo} sendCode={sendCode} earlierError={attemptCode.error} />
    case "unsupported":
      return <Unsupported attempt={attempt} instance={instance} />
    case undefined:
      return <SignUpForm instance={instance} earlierError={attemptCode.error} onSignIn={onSignIn} />
  }
}
