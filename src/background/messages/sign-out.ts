import { signOut } from "~background/clerk/session"
import { changes } from "~background/handlers"

export default changes("sign-out", signOut)
