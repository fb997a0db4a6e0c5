import { t } from "~i18n"
import type { InstanceSettings } from "~session/snapshot"
import { Heading } from "~ui/controls/heading"
import { ContinueOnWeb } from "./continue-on-web"
import { webAppOf } from "./open-web-app"

/** The instance has no way to sign in that works here. */
export function NotOffered({ instance }: { instance: InstanceSettings }) {
  const { applicationName } = instance
  const webApp = webAppOf(instance)
  return (
    <>
      <div className="stack stack--tight">
        <Heading level={1}>{t("signInTo", applicationName)}</Heading>
        <p className="muted">{t("signInNotOffered")}</p>
        <p className="muted">
          {webApp ? t("signInOnWeb", webApp.host) : t("signInElsewhere", applicationName)}
        </p>
      </div>
      {/* Without a session to share, signing in on the web would change nothing here. */}
      <ContinueOnWeb instance={instance} look="primary" />
    </>
  )
}
