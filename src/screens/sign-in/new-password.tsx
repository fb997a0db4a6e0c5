import { t } from "~i18n"
import type { InstanceSettings, SignInAttempt } from "~session/snapshot"
import { StepHeading } from "~ui/controls/step-heading"
import { NewPasswordForm } from "~ui/new-password/new-password-form"
import { StartOver } from "./start-over"
import { useStepCommand } from "./use-step-command"

type NewPasswordProps = { attempt: SignInAttempt; instance: InstanceSettings }

/** The last step of a forgotten password. */
export function NewPassword({ attempt, instance }: NewPasswordProps) {
  const command = useStepCommand("set-new-password")
  return (
    <>
      <StepHeading>{t("newPasswordTitle")}</StepHeading>
      <NewPasswordForm rules={instance.password} identifier={attempt.identifier} command={command} />
      <div className="session-frame__foot">
        <StartOver />
      </div>
    </>
  )
}
