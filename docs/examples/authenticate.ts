import { createClerkClient } from "@clerk/backend"

const clerk = createClerkClient({
  publishableKey: process.env.CLERK_PUBLISHABLE_KEY || "",
  secretKey: process.env.CLERK_SECRET_KEY || "",
  // Set this variable only to use the emulator.
  apiUrl: process.env.CLERK_API_URL || "https://api.clerk.com"
})
const authorizedParties = [`chrome-extension://${process.env.EXTENSION_ID}`]

/** Who sent this request: an active session of the extension, or `null`. */
export async function authenticate(request: Request) {
  const state = await clerk.authenticateRequest(request, { authorizedParties })
  // state.isAuthenticated is also true for a pending session. Only toAuth() counts it as signed out.
  const auth = state.toAuth()
  return auth?.isAuthenticated ? auth : null
}
