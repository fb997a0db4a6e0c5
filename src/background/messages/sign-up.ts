import { completing } from "~background/clerk/session"
import { signUp } from "~background/clerk/sign-up"
import { changes } from "~background/handlers"

export default changes("sign-up", completing(signUp))
