import { startPasskey } from "~background/clerk/passkey"
import { changes } from "~background/handlers"

// Who reverifies is signed in, and has no sign-in under way that it could be for.
export default changes("start-passkey", startPasskey, ({ for: step }) => ({
  boundTo: step === "first-reverification" || step === "second-reverification" ? "session" : "attempt"
}))
