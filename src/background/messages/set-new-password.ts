import { completing } from "~background/clerk/session"
import { setNewPassword } from "~background/clerk/sign-in"
import { changes } from "~background/handlers"

export default changes("set-new-password", completing(setNewPassword))
