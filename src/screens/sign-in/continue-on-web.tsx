import type { ReactNode } from "react"

import { t } from "~i18n"
import type { InstanceSettings } from "~session/snapshot"
import { Button } from "~ui/controls/button"
import { openWebApp, webAppOf } from "./open-web-app"

type ContinueOnWebProps = {
  instance: InstanceSettings
  look?: "plain" | "primary"
  children?: ReactNode
}

/** Leads to the web app that shares its session with the extension. Renders nothing without one. */
export function ContinueOnWeb({ instance, look = "plain", children }: ContinueOnWebProps) {
  const webApp = webAppOf(instance)
  if (!webApp) return null
  return (
    <div className="other-ways">
      <Button look={look} onClick={() => openWebApp(webApp)}>
        {t("continueOn", webApp.host)}
      </Button>
      {children}
    </div>
  )
}
