import { useEffect, useId } from "react"

import { t } from "~i18n"
import { useCommand } from "~react/use-command"
import type { ActiveSession, PendingSession } from "~session/snapshot"
import { Button } from "~ui/controls/button"
import { CopyButton } from "~ui/controls/copy-button"
import { ErrorNotice } from "~ui/controls/error-notice"
import { Heading } from "~ui/controls/heading"

type BackupCodesProps = {
  codes: string[]
  session: PendingSession | ActiveSession
  /** 1 where the page is about nothing else. */
  level?: 1 | 2
  onSaved?: (() => void) | undefined
}

/** Backup codes, which Clerk tells only once: so the page stays until the user has them. */
export function BackupCodes({ codes, session: { instance, user }, level = 2, onSaved }: BackupCodesProps) {
  const confirm = useCommand("confirm-backup-codes")
  const headingId = useId()
  const title = t("backupCodesOf", instance.applicationName, user.identifier)

  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener("beforeunload", warn)
    return () => window.removeEventListener("beforeunload", warn)
  }, [])

  async function close() {
    const reply = await confirm.send()
    if (reply.ok) onSaved?.()
  }

  return (
    <section className="backup-codes stack" aria-labelledby={headingId}>
      <div className="stack stack--tight">
        <Heading level={level} id={headingId}>
          {t("backupCodesTitle")}
        </Heading>
        <p className="muted">{t("backupCodesReason")}</p>
      </div>
      <p className="backup-codes__printed">{title}</p>
      <ul className="backup-codes__list" aria-labelledby={headingId}>
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <div className="backup-codes__actions">
        <CopyButton text={codes.join("\n")}>{t("copy")}</CopyButton>
        <Button
          onClick={() =>
            downloadText(fileNameFor(instance.applicationName), `${title}\n\n${codes.join("\n")}\n`)
          }
        >
          {t("download")}
        </Button>
        <Button onClick={() => window.print()}>{t("print")}</Button>
      </div>
      <Button look="primary" isBusy={confirm.isSending} onClick={close}>
        {t("savedBackupCodes")}
      </Button>
      <ErrorNotice error={confirm.error} />
    </section>
  )
}

/** For example "northwind-backup-codes.txt". */
function fileNameFor(applicationName: string) {
  const name = applicationName.toLowerCase().replace(/[^\p{Letter}\p{Number}]+/gu, "-")
  return `${name}-${t("backupCodesFile")}.txt`.replace(/^-+/, "")
}

/** Has Chrome save a text as a file. A link does it, so it needs no permission. */
function downloadText(fileName: string, text: string) {
  const url = URL.createObjectURL(new Blob([text], { type: "text/plain" }))
  const link = document.createElement("a")
  link.href = url
  link.download = fileName
  link.click()
  URL.revokeObjectURL(url)
}
