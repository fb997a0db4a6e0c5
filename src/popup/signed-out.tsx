import { useState } from "react"

import type { SignedOut as SignedOutSession } from "~session/snapshot"
import { useCommand } from "~ui/use-command"
import { CodeForm } from "./code-form"
import { EmailUnverified } from "./email-unverified"
import { SignInForm } from "./sign-in-form"
import { SignUpForm } from "./sign-up-form"
import { Unsupported } from "./unsupported"

/** Sign-in and sign-up. How far they have come is told by the snapshot, so that a closed popup loses nothing. */
export function SignedOut({ session: { instance, attempt } }: { session: SignedOutSession }) {
  const [wantsAccount, setWantsAccount] = useState(false)
  // Kept here, because what went wrong with a code may also lead back to the form before it.
  const attemptSignInCode = useCommand("attempt-sign-in-code")
  const attemptSignUpCode = useCommand("attempt-sign-up-code")

  if (attempt?.kind === "sign-up") {
    switch (attempt.step) {
      case "email-code":
        return <CodeForm key={attempt.id} attempt={attempt} command={attemptSignUpCode} />
      case "email-unverified":
        return <EmailUnverified attempt={attempt} error={attemptSignUpCode.error} />
      case "unsupported":
        return <Unsupported attempt={attempt} applicationName={instance.applicationName} />
    }
  }
  if (attempt?.step === "email-code") {
    return <CodeForm key={attempt.id} attempt={attempt} command={attemptSignInCode} />
  }
  if (attempt?.step === "unsupported") {
    return <Unsupported attempt={attempt} applicationName={instance.applicationName} />
  }

  if (wantsAccount && !attempt) {
    return <SignUpForm instance={instance} onSignIn={() => setWantsAccount(false)} />
  }
  return (
    <SignInForm
      instance={instance}
      attempt={attempt}
      earlierError={attemptSignInCode.error ?? attemptSignUpCode.error}
      onSubmit={() => {
        attemptSignInCode.reset()
        attemptSignUpCode.reset()
      }}
      onSignUp={() => setWantsAccount(true)}
    />
  )
}
