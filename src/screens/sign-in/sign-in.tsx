import "./sign-in.css"

import { use, useMemo, useState } from "react"
import type { InstanceSettings, SignInAttempt, SignUpAttempt } from "~session/snapshot"
import { type Drafts, DraftsContext, keepDraft } from "./drafts"
import { FirstFactorCode } from "./first-factor-code"
import { NewPassword } from "./new-password"
import { ProtectCheck } from "./protect-check"
import { SecondFactor } from "./second-factor"
import { SignInForm } from "./sign-in-form"
import { SignUp } from "./sign-up"
import { Unsupported } from "./unsupported"
import { type StepErrors, StepErrorsContext } from "./use-step-command"

type SignInProps = {
  instance: InstanceSettings
  /** How far it has come, from the snapshot, so that a closed popup loses nothing. */
  attempt: SignInAttempt | SignUpAttempt | null
  /** What was typed before. */
  drafts: Promise<Drafts>
}

/** Sign-in and sign-up, step by step. */
export function SignIn({ instance, attempt, drafts: reading }: SignInProps) {
  const drafts = use(reading)
  const [wantsAccount, setWantsAccount] = useState(drafts.form === "sign-up")
  const [failed, report] = useState<StepErrors["failed"]>(null)
  const errors = useMemo(() => ({ failed, report }), [failed])
  const isSignUp = attempt?.kind === "sign-up" || (wantsAccount && !attempt)

  function go(toSignUp: boolean) {
    // What went wrong in the one form says nothing about the other.
    report(null)
    keepDraft(drafts, "form", toSignUp ? "sign-up" : "sign-in")
    setWantsAccount(toSignUp)
  }

  return (
    <StepErrorsContext value={errors}>
      <DraftsContext value={drafts}>
        <div className="sign-in stack">
          {isSignUp ? (
            <SignUp
              instance={instance}
              attempt={attempt?.kind === "sign-up" ? attempt : null}
              onSignIn={() => go(false)}
            />
          ) : (
            <SignInStep instance={instance} attempt={attempt} onSignUp={() => go(true)} />
          )}
        </div>
      </DraftsContext>
    </StepErrorsContext>
  )
}

type SignInStepProps = {
  instance: InstanceSettings
  attempt: SignInAttempt | null
  onSignUp: () => void
}

function SignInStep({ instance, attempt, onSignUp }: SignInStepProps) {
  switch (attempt?.step) {
    case "first-factor-code":
      return <FirstFactorCode key={`${attempt.id} ${attempt.strategy}`} attempt={attempt} />
    case "new-password":
      return <NewPassword attempt={attempt} instance={instance} />
    case "second-factor":
      return <SecondFactor key={attempt.id} attempt={attempt} />
    case "protect-check":
      return <ProtectCheck attempt={attempt} instance={instance} />
    case "unsupported":
      return <Unsupported attempt={attempt} instance={instance} />
    case "first-factor":
    case undefined:
      return <SignInForm instance={instance} attempt={attempt} onSignUp={onSignUp} />
  }
}
