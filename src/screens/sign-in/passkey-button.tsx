import { t } from "~i18n"
import type { RequestOf } from "~messaging/contracts"
import { Button } from "~ui/controls/button"
import { ErrorNotice } from "~ui/controls/error-notice"
import { hasPasskeys, usePasskey } from "~ui/passkey/use-passkey"
import { useStepCommand, useStepError } from "./use-step-command"

type PasskeyButtonProps = {
  step: Extract<RequestOf<"start-passkey">["for"], "sign-in" | "first-factor" | "second-factor">
  text: string
  look?: "plain" | "primary"
  describedBy?: string | undefined
  isBlocked?: boolean
}

/** Signs in with a passkey, or uses it for a step of the sign-in. */
export function PasskeyButton({ step, text, look, describedBy, isBlocked }: PasskeyButtonProps) {
  const first = useStepCommand("attempt-first-factor")
  const second = useStepCommand("attempt-second-factor")
  const attempt = step === "second-factor" ? second : first
  const { ask, isAsking, error } = usePasskey(step, (credential) =>
    attempt.send({ strategy: "passkey", credential })
  )
  const stepError = useStepError()

  function press() {
    stepError.forget()
    void ask()
  }

  if (!hasPasskeys()) return <p className="muted">{t("passkeyUnsupported")}</p>
  return (
    <>
      <Button
        look={look}
        aria-describedby={describedBy}
        isBusy={isAsking}
        isBlocked={isBlocked}
        onClick={press}
      >
        {text}
      </Button>
      {/* A newer error replaces this one. */}
      <ErrorNotice error={stepError.error ? null : error} />
    </>
  )
}
