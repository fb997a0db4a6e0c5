import { completing } from "~background/clerk/session"
import { updateSignUp } from "~background/clerk/sign-up"
import { changes } from "~background/handlers"

export default changes("update-sign-up", completing(updateSignUp))
