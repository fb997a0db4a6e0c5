import { showSso } from "~background/clerk/sso"
import { changes } from "~background/handlers"

export default changes("show-sso-window", async () => {
  if (process.env.PLASMO_PUBLIC_CLERK_SSO) await showSso()
})
