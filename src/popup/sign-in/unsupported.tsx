import { t } from "~messaging/translate"
import type { SignInAttempt, SignUpAttempt } from "~session/snapshot"
import { StepHeading } from "~ui/controls/step-heading"
import { StartOver } from "./start-over"

type UnsupportedProps = {
  attempt: SignInAttempt | SignUpAttempt
  applicationName: string
  onStartOver?: () => void
}

/** The account, or the instance, asks for a step that this extension does not have. */
export function Unsupported({ attempt, applicationName, onStartOver }: UnsupportedProps) {
  const isSignIn = attempt.kind === "sign-in"
  return (
    <>
      <div className="stack stack--tight">
        <StepHeading>{t(isSignIn ? "signInUnsupportedTitle" : "signUpUnsupportedTitle")}</StepHeading>
        <p className="muted">
          {t(isSignIn ? "signInUnsupportedReason" : "signUpUnsupportedReason", applicationName)}
        </p>
      </div>
      <StartOver look="primary" {...(onStartOver && { onStartOver })} />
    </>
  )
}
