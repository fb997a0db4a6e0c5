import "./sign-in.css"

import { useMemo, useState } from "react"
import { MessageError } from "~messaging/message-error"
import type {
  InstanceSettings,
  KnownSession,
  SignInAttempt,
  SignUpAttempt,
  SsoFailure
} from "~session/snapshot"
import { type Drafts, DraftsContext, keepDraft } from "./drafts"
import { EnterpriseSso } from "./enterprise-sso"
import { FirstFactor } from "./first-factor"
import { type FormName, OpenFormContext } from "./forms"
import { JoinWaitlist } from "./join-waitlist"
import { MissingFields } from "./missing-fields"
import { NewPassword } from "./new-password"
import { ProtectCheck } from "./protect-check"
import { SecondFactor } from "./second-factor"
import { SignInForm } from "./sign-in-form"
import { SignUpForm } from "./sign-up-form"
import { SsoStep } from "./sso-step"
import { Unsupported } from "./unsupported"
import { UseInvitation } from "./use-invitation"
import { type StepErrors, StepErrorsContext } from "./use-step-command"
import { Verification } from "./verification"

type SignInProps = {
  /** The snapshot's session: for example how far a sign-in or sign-up has come, so that a closed popup loses nothing. */
  session: KnownSession
  /** What the user typed before. */
  drafts: Drafts
}

/** Sign-in and sign-up, step by step. */
export function SignIn({ session, drafts }: SignInProps) {
  const { instance, attempt } = session
  const [form, setForm] = useState<FormName>(drafts.form ?? "sign-in")
  // The instance may have closed its sign-ups since.
  const isOpen = form !== "sign-up" || instance.signUp.mode === "public"
  const errors = useErrors(session)
  const { report } = errors

  function openForm(next: FormName) {
    // An error in one form doesn't concern the other.
    report(null)
    keepDraft(drafts, "form", next)
    setForm(next)
  }

  return (
    <StepErrorsContext value={errors}>
      <DraftsContext value={drafts}>
        <OpenFormContext value={openForm}>
          <div className="sign-in stack">
            {attempt?.kind === "sign-in" && <SignInStep attempt={attempt} instance={instance} />}
            {attempt?.kind === "sign-up" && <SignUpStep attempt={attempt} instance={instance} />}
            {!attempt && <Form name={isOpen ? form : "sign-in"} session={session} />}
          </div>
        </OpenFormContext>
      </DraftsContext>
    </StepErrorsContext>
  )
}

/** The last error: of a command of this page or, until it sends one, from the window of the provider the user signs in with. */
function useErrors({ ssoFailure }: KnownSession): StepErrors {
  const [failed, setFailed] = useState<StepErrors["failed"]>(null)
  const [seen, setSeen] = useState<string>()
  return useMemo(() => {
    const isNew = ssoFailure !== null && ssoFailure.id !== seen
    return {
      failed: isNew ? { name: "start-sso", error: toError(ssoFailure) } : failed,
      report: (next) => {
        setSeen(ssoFailure?.id)
        setFailed(next)
      }
    }
  }, [failed, seen, ssoFailure])
}

function toError({ id: _, offer, traceId, ...failure }: SsoFailure) {
  return new MessageError({ ...failure, ...(offer && { offer }), ...(traceId && { traceId }) })
}

function Form({ name, session }: { name: FormName; session: KnownSession }) {
  const { instance } = session
  switch (name) {
    case "sign-in":
      return <SignInForm session={session} />
    case "sign-up":
      return <SignUpForm session={session} />
    case "waitlist":
      return <JoinWaitlist instance={instance} />
    case "invitation":
      return <UseInvitation instance={instance} />
  }
}

type SignInStepProps = { attempt: SignInAttempt; instance: InstanceSettings }

function SignInStep({ attempt, instance }: SignInStepProps) {
  switch (attempt.step) {
    case "first-factor":
      return <FirstFactor key={attempt.id} attempt={attempt} instance={instance} />
    case "new-password":
      return <NewPassword attempt={attempt} instance={instance} />
    case "second-factor":
      return <SecondFactor key={attempt.id} attempt={attempt} />
    case "sso":
      return <SsoStep {...attempt} />
    case "protect-check":
      return <ProtectCheck attempt={attempt} instance={instance} />
    case "unsupported":
      return <Unsupported attempt={attempt} instance={instance} />
  }
}

type SignUpStepProps = { attempt: SignUpAttempt; instance: InstanceSettings }

function SignUpStep({ attempt, instance }: SignUpStepProps) {
  switch (attempt.step) {
    case "verification": {
      const key = `${attempt.id} ${attempt.strategy} ${attempt.sentTo}`
      return <Verification key={key} attempt={attempt} instance={instance} />
    }
    case "missing-fields":
      return <MissingFields key={attempt.id} attempt={attempt} instance={instance} />
    case "enterprise-sso":
      return <EnterpriseSso attempt={attempt} instance={instance} />
    case "sso":
      return <SsoStep {...attempt} />
    case "protect-check":
      return <ProtectCheck attempt={attempt} instance={instance} />
    case "unsupported":
      return <Unsupported attempt={attempt} instance={instance} />
  }
}
