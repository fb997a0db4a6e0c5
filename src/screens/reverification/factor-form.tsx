import { useId } from "react"
import { t } from "~i18n"
import type { RequestOf } from "~messaging/contracts"
import type { Command } from "~react/use-command"
import type { ReverificationFactor } from "~session/task-forms"
import { BackupCodeForm } from "~ui/code/backup-code-form"
import { CodeForm } from "~ui/code/code-form"
import { PasskeyProof } from "./passkey-proof"
import { PasswordProof } from "./password-proof"
import { SentCodeProof } from "./sent-code-proof"

type FactorFormProps = {
  labelledBy: string
  factor: ReverificationFactor
  attempt: Command<"attempt-reverification">
  onProof: (proof: RequestOf<"attempt-reverification">) => void
}

/** Takes the proof for this factor. */
export function FactorForm({ factor, attempt, labelledBy, onProof }: FactorFormProps) {
  const describedBy = useId()
  const { isSending, error } = attempt
  const common = { labelledBy, describedBy, isSending, error }

  switch (factor.strategy) {
    case "password":
      return <PasswordProof {...common} onPassword={(password) => onProof({ ...factor, password })} />
    case "totp":
      return (
        <>
          <p id={describedBy} className="muted">
            {t("enterAuthenticatorCode")}
          </p>
          <CodeForm {...common} onCode={(code) => onProof({ level: "second", strategy: "totp", code })} />
        </>
      )
    case "backup_code":
      return (
        <>
          <p id={describedBy} className="muted">
            {t("enterBackupCode")}
          </p>
          <BackupCodeForm
            {...common}
            onCode={(code) => onProof({ level: "second", strategy: "backup_code", code })}
          />
        </>
      )
    case "passkey":
      return <PasskeyProof {...common} level={factor.level} onProof={onProof} />
    case "email_code":
    case "phone_code":
      return <SentCodeProof {...common} {...{ factor, attempt, onProof }} />
  }
}
