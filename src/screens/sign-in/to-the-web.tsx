import { t } from "~i18n"
import type { InstanceSettings } from "~session/snapshot"
import { OutsideLink } from "~ui/controls/outside-link"
import { ContinueOnWeb } from "./continue-on-web"
import { webAppOf } from "./open-web-app"

/** Leads to a web page that can do what an extension can't: in the web app that shares its session, or else on the application's website. */
export function ToTheWeb({ instance }: { instance: InstanceSettings }) {
  const { applicationName, homeUrl } = instance
  if (webAppOf(instance)) return <ContinueOnWeb instance={instance} look="primary" />
  if (!homeUrl) return null
  return <OutsideLink href={homeUrl}>{t("openApplication", applicationName)}</OutsideLink>
}

/** Explains how to create the account there. */
export function signUpOnTheWeb(instance: InstanceSettings): string {
  const webApp = webAppOf(instance)
  return webApp ? t("signUpOnWeb", webApp.host) : t("signUpOnWebFirst", instance.applicationName)
}
