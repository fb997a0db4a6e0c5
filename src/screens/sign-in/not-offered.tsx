import type { ReactNode } from "react"

import { t } from "~i18n"
import type { InstanceSettings } from "~session/snapshot"
import { Heading } from "~ui/controls/heading"
import { webAppOf } from "./open-web-app"
import { ToTheWeb } from "./to-the-web"

type NotOfferedProps = { instance: InstanceSettings; children: ReactNode }

/** The instance, or the account, has no way to sign in that works here. */
export function NotOffered({ instance, children }: NotOfferedProps) {
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
      <ToTheWeb instance={instance} />
      {children}
    </>
  )
}
