import { t } from "~i18n"
import type { InstanceSettings, SignInAttempt, SignUpAttempt } from "~session/snapshot"
import { Heading } from "~ui/controls/heading"
import { webAppOf } from "./open-web-app"
import { StartOver } from "./start-over"
import { signUpOnTheWeb, ToTheWeb } from "./to-the-web"

type UnsupportedProps = {
  attempt: SignInAttempt | SignUpAttempt
  instance: InstanceSettings
}

/** The account, or the instance, requires a step that this extension doesn't have. */
export function Unsupported({ attempt, instance }: UnsupportedProps) {
  const isSignIn = attempt.kind === "sign-in"
  const { applicationName } = instance
  return (
    <>
      <div className="stack stack--tight">
        <Heading level={1}>{t(isSignIn ? "signInUnsupportedTitle" : "signUpUnsupportedTitle")}</Heading>
        <p className="muted">
          {t(isSignIn ? "signInUnsupportedReason" : "signUpUnsupportedReason", applicationName)}
        </p>
        <p className="muted">{isSignIn ? signInOnTheWeb(instance) : signUpOnTheWeb(instance)}</p>
      </div>
      <ToTheWeb instance={instance} />
      <StartOver look={webAppOf(instance) ? "inline" : "primary"} />
    </>
  )
}

/** Without a shared session, signing in on the web only helps to add a way that works here. */
function signInOnTheWeb(instance: InstanceSettings) {
  const webApp = webAppOf(instance)
  return webApp ? t("signInOnWeb", webApp.host) : t("addWayOnWeb", instance.applicationName)
}
