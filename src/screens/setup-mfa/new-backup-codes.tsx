import "./setup-mfa.css"

import { t } from "~i18n"
import { useCommand } from "~react/use-command"
import { Reverification } from "~screens/reverification/reverification"
import { useReverifiedCommand } from "~screens/reverification/use-reverified-command"
import type { ActiveSession } from "~session/snapshot"
import { Button } from "~ui/controls/button"
import { ErrorNotice } from "~ui/controls/error-notice"
import { Heading } from "~ui/controls/heading"
import { BackupCodes } from "./backup-codes"

type NewBackupCodesProps = { session: ActiveSession }

/** Offers new backup codes to users who haven't confirmed that they saved theirs: they closed the tab too early, or an answer got lost. */
export function NewBackupCodes({ session }: NewBackupCodesProps) {
  return (
    <Reverification>
      <Offer session={session} />
    </Reverification>
  )
}

function Offer({ session }: NewBackupCodesProps) {
  const create = useReverifiedCommand("create-backup-codes")
  const confirm = useCommand("confirm-backup-codes")
  if (create.answer) return <BackupCodes codes={create.answer.backupCodes} session={session} level={1} />

  return (
    <div className="stack">
      <div className="stack stack--tight">
        <Heading level={1}>{t("backupCodesTitle")}</Heading>
        <p className="muted">{t("backupCodesUnsaved")}</p>
      </div>
      <div className="actions">
        <Button look="primary" isBusy={create.isSending} onClick={() => create.send()}>
          {t("newBackupCodes")}
        </Button>
        <Button
          look="quiet"
          isBusy={confirm.isSending}
          isBlocked={create.isSending}
          onClick={() => confirm.send()}
        >
          {t("haveBackupCodes")}
        </Button>
        <ErrorNotice error={create.error ?? confirm.error} />
      </div>
    </div>
  )
}
