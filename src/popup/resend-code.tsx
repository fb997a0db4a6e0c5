import { useState } from "react"

import { t } from "~messaging/translate"
import type { SignInAttempt, SignUpAttempt } from "~session/snapshot"
import { Button } from "~ui/button"
import { ErrorNotice } from "~ui/error-notice"
import { useCommand } from "~ui/use-command"
import { useSecondsUntil } from "~ui/use-seconds-until"

type ResendCodeProps = { attempt: SignInAttempt | SignUpAttempt; onResend: () => void }

/** Sends a new code; after too many of them it waits as long as Clerk asks for. */
export function ResendCode({ attempt, onResend }: ResendCodeProps) {
  const signIn = useCommand("send-sign-in-code")
  const signUp = useCommand("send-sign-up-code")
  const [isSent, setIsSent] = useState(false)
  const [waitUntil, setWaitUntil] = useState<number | null>(null)
  const seconds = useSecondsUntil(waitUntil)

  async function resend() {
    setIsSent(false)
    onResend()
    const reply =
      attempt.kind === "sign-in" ? await signIn.send({ identifier: attempt.identifier }) : await signUp.send()
    setIsSent(reply.ok)
    if (!reply.ok && reply.failure.retryAfterSeconds) {
      setWaitUntil(Date.now() + reply.failure.retryAfterSeconds * 1000)
    }
  }

  return (
    <>
      <Button
        look="quiet"
        isBusy={signIn.isSending || signUp.isSending}
        isBlocked={seconds > 0}
        onClick={resend}
      >
        {seconds > 0 ? t("sendNewCodeIn", seconds) : t("sendNewCode")}
      </Button>
      <p className="popup__status" role="status">
        {isSent && t("newCodeSent")}
      </p>
      <ErrorNotice error={signIn.error ?? signUp.error} />
    </>
  )
}
