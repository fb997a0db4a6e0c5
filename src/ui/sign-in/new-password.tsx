import { t } from "~messaging/translate"
import type { InstanceSettings, SignInAttempt } from "~session/snapshot"
import { StepHeading } from "~ui/controls/step-heading"
import { NewPasswordForm } from "~ui/new-password/new-password-form"
import type { Command } from "~ui/use-command"
import { StartOver } from "./start-over"

type NewPasswordProps = {
  attempt: SignInAttempt
  instance: InstanceSettings
  command: Command<"set-new-password">
  onStartOver: () => void
}

/** The last step of a forgotten password. */
export function NewPassword({ attempt, instance, command, onStartOver }: NewPasswordProps) {
  return (
    <>
      <StepHeading>{t("newPasswordTitle")}</StepHeading>
      <NewPasswordForm rules={instance.password} identifier={attempt.identifier} command={command} />
      <div className="session-frame__foot">
        <StartOver onStartOver={onStartOver} />
      </div>
    </>
  )
}
