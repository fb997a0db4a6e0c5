import { completing } from "~background/clerk/session"
import { attemptSignUpCode } from "~background/clerk/sign-up"
import { changes } from "~background/handlers"

export default changes("attempt-sign-up-code", completing(attemptSignUpCode))
