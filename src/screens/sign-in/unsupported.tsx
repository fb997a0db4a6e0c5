import { t } from "~i18n"
import type { InstanceSettings, SignInAttempt, SignUpAttempt } from "~session/snapshot"
import { Heading } from "~ui/controls/heading"
import { ContinueOnWeb } from "./continue-on-web"
import { webAppOf } from "./open-web-app"
import { StartOver } from "./start-over"

type UnsupportedProps = {
  attempt: SignInAttempt | SignUpAttempt
  instance: InstanceSettings
}

/** The account, or the instance, asks for a step that this extension does not have. */
export function Unsupported({ attempt, instance }: UnsupportedProps) {
  const isSignIn = attempt.kind === "sign-in"
  return (
    <>
      <div className="stack stack--tight">
        <Heading level={1}>{t(isSignIn ? "signInUnsupportedTitle" : "signUpUnsupportedTitle")}</Heading>
        <p className="muted">
          {t(isSignIn ? "signInUnsupportedReason" : "signUpUnsupportedReason", instance.applicationName)}
        </p>
      </div>
      <ContinueOnWeb instance={instance} look="primary" />
      <StartOver look={webAppOf(instance) ? "inline" : "primary"} />
    </>
  )
}
