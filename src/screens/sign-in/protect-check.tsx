import { t } from "~i18n"
import type { InstanceSettings, SignInAttempt, SignUpAttempt } from "~session/snapshot"
import { Heading } from "~ui/controls/heading"
import { webAppOf } from "./open-web-app"
import { StartOver } from "./start-over"
import { signUpOnTheWeb, ToTheWeb } from "./to-the-web"

type ProtectCheckProps = { attempt: SignInAttempt | SignUpAttempt; instance: InstanceSettings }

/** Clerk Protect wants to check this browser first, and only a web page can show its check. */
export function ProtectCheck({ attempt, instance }: ProtectCheckProps) {
  return (
    <>
      <div className="stack stack--tight">
        <Heading level={1}>{t("protectCheckTitle")}</Heading>
        <p className="muted">{t("protectCheckReason")}</p>
        <p className="muted">{wayOn(attempt.kind, instance)}</p>
      </div>
      <ToTheWeb instance={instance} />
      <StartOver />
    </>
  )
}

function wayOn(kind: "sign-in" | "sign-up", instance: InstanceSettings) {
  if (kind === "sign-up") return signUpOnTheWeb(instance)
  const webApp = webAppOf(instance)
  return webApp ? t("signInOnWeb", webApp.host) : t("protectCheckSignIn", instance.applicationName)
}
