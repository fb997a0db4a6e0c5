import { t } from "~i18n"
import type { InstanceSettings, SignInAttempt } from "~session/snapshot"
import { Heading } from "~ui/controls/heading"
import { NewPasswordForm } from "~ui/new-password/new-password-form"
import { StartOver } from "./start-over"
import { useStepCommand } from "./use-step-command"

type NewPasswordProps = { attempt: SignInAttempt; instance: InstanceSettings }

/** The last step of a forgotten password. */
export function NewPassword({ attempt, instance }: NewPasswordProps) {
  const command = useStepCommand("set-new-password")
  return (
    <>
      <Heading level={1}>{t("newPasswordTitle")}</Heading>
      <NewPasswordForm rules={instance.password} identifier={attempt.identifier} command={command} />
      <div className="foot">
        <StartOver />
      </div>
    </>
  )
}
