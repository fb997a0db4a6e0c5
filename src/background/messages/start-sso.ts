import { startSso } from "~background/clerk/sso"
import { changes } from "~background/handlers"
import { t } from "~i18n"
import { MessageError } from "~messaging/message-error"

export default changes("start-sso", async (clerk, request) => {
  if (process.env.PLASMO_PUBLIC_CLERK_SSO) return startSso(clerk, request)
  throw new MessageError({ code: "not-allowed", message: t("errorSsoOff") })
})
