import { startPasskey } from "~background/clerk/passkey"
import { changes } from "~background/handlers"

export default changes("start-passkey", startPasskey)
