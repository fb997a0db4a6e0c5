import "./setup-mfa.css"

import { type ComponentProps, useState } from "react"
import { t } from "~i18n"
import { useTask } from "~screens/task-page/task"
import { lazily, useLazy } from "~ui/lazily"
import { Loading } from "~ui/page/loading"
import type { AddSecondFactor } from "./add-second-factor"
import { AuthenticatorApp } from "./authenticator-app"
import { BackupCodes } from "./backup-codes"
import { ChooseMethod } from "./choose-method"
import { NoMethod } from "./no-method"
import type { TextMessage } from "./text-message"
import { useStep } from "./use-step"

// It includes the number formats of all countries.
const lazyTextMessage = lazily(async () => (await import("./text-message")).TextMessage)

/** Adds a second factor in one of the ways the instance allows, then shows the backup codes that come with it. */
export function SetupMfa() {
  const { session, hold, release } = useTask()
  const { mfaMethods: methods, instance } = session
  const [step, goTo] = useStep()
  const [hasMoved, setHasMoved] = useState(false)
  const [backupCodes, setBackupCodes] = useState<string[] | null>(null)

  function move(next: string) {
    setHasMoved(true)
    goTo(next)
  }

  const add: AddSecondFactor = async (run) => {
    // The answer completes the task, so without this the page would move on before the user has read the codes.
    hold()
    const reply = await run()
    if (reply.ok && reply.value.backupCodes) setBackupCodes(reply.value.backupCodes)
    else release()
  }

  if (backupCodes) return <BackupCodes codes={backupCodes} session={session} onSaved={release} />

  if (methods.length === 0) return <NoMethod />

  const [wanted, detail = ""] = step.split("/")
  const isChoice = methods.length > 1
  const method = isChoice ? methods.find((allowed) => allowed === wanted) : methods[0]
  const isFirstStep = isChoice ? !method : !detail
  const common = { add, takesFocus: hasMoved, onBack: isChoice ? () => move("") : undefined }

  return (
    <>
      {!method && <ChooseMethod methods={methods} takesFocus={hasMoved} onChoose={move} />}
      {method === "totp" && <AuthenticatorApp {...common} />}
      {method === "phone_code" && (
        <LazyTextMessage {...common} step={detail} goTo={(next) => move(`phone_code/${next}`)} />
      )}
      {instance.hasBackupCodes && isFirstStep && <p className="muted small">{t("backupCodesLater")}</p>}
    </>
  )
}

function LazyTextMessage(props: ComponentProps<typeof TextMessage>) {
  const TextMessage = useLazy(lazyTextMessage)
  return TextMessage ? <TextMessage {...props} /> : <Loading />
}
