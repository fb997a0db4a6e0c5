import { type ReactNode, useState } from "react"

import { t } from "~i18n"
import type { ReverificationFactor } from "~session/task-forms"
import { Button } from "~ui/controls/button"
import { RetryNotice } from "~ui/controls/retry-notice"
import { Loading } from "~ui/page/loading"
import { hasPasskeys } from "~ui/passkey/use-passkey"
import { FactorForm } from "./factor-form"
import { NoProof } from "./no-proof"
import { useProof } from "./use-proof"

type ProofProps = {
  titleId: string
  onProved: () => void
  /** The way out. */
  children: ReactNode
}

/** One of the ways in which the user can reverify, and the others to choose from. */
export function Proof({ titleId, onProved, children }: ProofProps) {
  const { step, start, begin, attempt, prove } = useProof(onProved)
  const [chosen, setChosen] = useState<ReverificationFactor | null>(null)

  const factors = (step?.factors ?? []).filter(({ strategy }) => strategy !== "passkey" || hasPasskeys())
  const factor = chosen && factors.includes(chosen) ? chosen : factors[0]

  function choose(other: ReverificationFactor) {
    attempt.reset()
    setChosen(other)
  }

  return (
    <>
      {!step && !start.error && <Loading />}
      {!step && <RetryNotice error={start.error} onRetry={begin} />}
      {step && !factor && <NoProof />}
      {step && factor && (
        <FactorForm
          key={`${step.number} ${nameOf(factor)}`}
          labelledBy={titleId}
          factor={factor}
          attempt={attempt}
          onProof={prove}
        />
      )}
      <div className="reverification__foot">
        {factors
          .filter((other) => other !== factor)
          .map((other) => (
            <Button
              key={nameOf(other)}
              look="inline"
              isBlocked={attempt.isSending}
              onClick={() => choose(other)}
            >
              {nameOf(other)}
            </Button>
          ))}
        {children}
      </div>
    </>
  )
}

function nameOf(factor: ReverificationFactor) {
  switch (factor.strategy) {
    case "password":
      return t("useYourPassword")
    case "totp":
      return t("useAuthenticatorApp")
    case "email_code":
      return t("useEmailTo", factor.sendTo.label)
    case "phone_code":
      return t("useTextMessageTo", factor.sendTo.label)
    case "passkey":
      return t("usePasskey")
    case "backup_code":
      return t("useBackupCode")
  }
}
