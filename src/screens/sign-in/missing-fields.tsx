import { t } from "~i18n"
import type { InstanceSettings, SignUpAttempt } from "~session/snapshot"
import { askedByClerk } from "./asked-fields"
import { FieldsForm } from "./fields-form"
import { StartOver } from "./start-over"

type MissingFieldsProps = {
  attempt: Extract<SignUpAttempt, { step: "missing-fields" }>
  instance: InstanceSettings
}

/** Asks for what Clerk still needs. */
export function MissingFields({ attempt, instance }: MissingFieldsProps) {
  return (
    <FieldsForm
      instance={instance}
      title={t("missingFieldsTitle")}
      reason={t("missingFieldsReason", instance.applicationName)}
      command="update-sign-up"
      submit={t("continue")}
      asked={askedByClerk(attempt.missing, instance)}
      given={attempt.given}
      {...(attempt.mayUseSocial && { withSso: { lastStrategy: null, hasForm: true } })}
    >
      <StartOver />
    </FieldsForm>
  )
}
