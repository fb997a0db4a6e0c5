import { t } from "~i18n"
import type { InstanceSettings, SignUpAttempt } from "~session/snapshot"
import { Button } from "~ui/controls/button"
import { ErrorNotice } from "~ui/controls/error-notice"
import { Heading } from "~ui/controls/heading"
import { OfferInstead } from "./offer-instead"
import { StartOver } from "./start-over"
import { useStepCommand, useStepError } from "./use-step-command"

type EnterpriseSsoProps = { attempt: Pick<SignUpAttempt, "given">; instance: InstanceSettings }

/** The sign-up's address belongs to a company whose people sign in with its SSO. */
export function EnterpriseSso({ attempt, instance }: EnterpriseSsoProps) {
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
      <OfferInstead error={error} instance={instance} />
      <div className="foot foot--row">
        <StartOver />
      </div>
    </>
  )
}
