import { useState } from "react"

import { t } from "~messaging/translate"
import type { InstanceSettings, SignInAttempt, SignUpAttempt } from "~session/snapshot"
import { useCommand } from "~ui/use-command"
import { EmailCode } from "./email-code"
import { NewPassword } from "./new-password"
import { SecondFactor } from "./second-factor"
import { SignInForm } from "./sign-in-form"
import { SignUp } from "./sign-up"
import { Unsupported } from "./unsupported"

type SignInProps = {
  instance: InstanceSettings
  /** How far it has come: told by the snapshot, so that a closed popup loses nothing. */
  attempt: SignInAttempt | SignUpAttempt | null
}

/** Sign-in and sign-up, step by step. */
export function SignIn({ instance, attempt }: SignInProps) {
  const [wantsAccount, setWantsAccount] = useState(false)
  // Kept here, because what went wrong in a step may also lead back to the form before it.
  const attemptCode = useCommand("attempt-sign-in-code")
  const attemptResetCode = useCommand("attempt-reset-code")
  const attemptSecondFactor = useCommand("attempt-second-factor")
  const setNewPassword = useCommand("set-new-password")
  const sendCode = useCommand("send-sign-in-code")
  const sendResetCode = useCommand("send-reset-code")

  const steps = [attemptCode, attemptResetCode, attemptSecondFactor, setNewPassword, sendCode, sendResetCode]
  const earlierError = steps.find(({ error }) => error)?.error ?? null
  function forgetErrors() {
    for (const step of steps) step.reset()
  }

  if (attempt?.kind === "sign-up" || (wantsAccount && !attempt)) {
    return <SignUp instance={instance} attempt={attempt} onSignIn={() => setWantsAccount(false)} />
  }

  const common = { onStartOver: forgetErrors }
  switch (attempt?.step) {
    case "email-code":
      return (
        <EmailCode
          key={attempt.id}
          title={t("codeTitle")}
          sentTo={attempt.sentTo}
          attempt={attemptCode}
          resend={{ ...sendCode, send: () => sendCode.send({ identifier: attempt.identifier }) }}
          {...common}
        />
      )
    case "reset-code":
      return (
        <EmailCode
          key={attempt.id}
          title={t("resetPasswordTitle")}
          sentTo={attempt.sentTo}
          attempt={attemptResetCode}
          resend={{ ...sendResetCode, send: () => sendResetCode.send({ identifier: attempt.identifier }) }}
          {...common}
        />
      )
    case "new-password":
      return <NewPassword attempt={attempt} instance={instance} command={setNewPassword} {...common} />
    case "second-factor":
      return <SecondFactor key={attempt.id} attempt={attempt} command={attemptSecondFactor} {...common} />
    case "unsupported":
      return <Unsupported attempt={attempt} instance={instance} {...common} />
    default:
      return (
        <SignInForm
          instance={instance}
          attempt={attempt}
          earlierError={earlierError}
          onSubmit={forgetErrors}
          onSignUp={() => setWantsAccount(true)}
        />
      )
  }
}
