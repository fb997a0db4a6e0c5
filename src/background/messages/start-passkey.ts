import { startPasskey } from "~background/clerk/passkey"
import { changes } from "~background/handlers"

// Users who reverify are signed in: there's no sign-in under way that the challenge could belong to.
export default changes("start-passkey", startPasskey, ({ for: step }) => ({
  boundTo: step === "first-reverification" || step === "second-reverification" ? "session" : "attempt"
}))
