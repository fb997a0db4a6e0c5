import { leaveFlow } from "~background/clerk/sso-flow"
import { changes } from "~background/handlers"

export default changes("cancel-sso", async () => {
  if (process.env.PLASMO_PUBLIC_CLERK_SSO) await leaveFlow()
})
