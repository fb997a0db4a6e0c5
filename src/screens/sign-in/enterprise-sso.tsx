import { t } from "~i18n"
import type { SignUpAttempt } from "~session/snapshot"
import { Button } from "~ui/controls/button"
import { ErrorNotice } from "~ui/controls/error-notice"
import { Heading } from "~ui/controls/heading"
import { StartOver } from "./start-over"
import { useStepCommand, useStepError } from "./use-step-command"

/** The address of a sign-up belongs to a company that has people sign in with its SSO. */
export function EnterpriseSso({ attempt }: { attempt: Pick<SignUpAttempt, "given"> }) {
  const start = useStepCommand("start-sso")
  const { error } = useStepError()
  const { emailAddress } = attempt.given
  return (
    <>
      <div className="stack stack--tight">
        <Heading level={1}>{t("enterpriseSsoTitle")}</Heading>
        <p className="muted">{t("enterpriseSsoReason", emailAddress ?? "")}</p>
      </div>
      <div className="actions">
        <Button
          look="primary"
          isBusy={start.isSending}
          onClick={() => start.send({ for: "sign-up", strategy: "enterprise_sso" })}
        >
          {t("continueWithCompany")}
        </Button>
      </div>
      <ErrorNotice error={error} />
      <div className="foot foot--row">
        <StartOver />
      </div>
    </>
  )
}
