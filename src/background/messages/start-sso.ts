import { startSso } from "~background/clerk/sso"
import { changes } from "~background/handlers"
import { failed } from "~messaging/failed"

export default changes("start-sso", async (clerk, request) => {
  if (process.env.PLASMO_PUBLIC_CLERK_SSO) return startSso(clerk, request)
  throw failed("not-allowed", "errorSsoOff")
})
