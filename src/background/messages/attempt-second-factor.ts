import { completing } from "~background/clerk/session"
import { attemptSecondFactor } from "~background/clerk/sign-in"
import { changes } from "~background/handlers"

export default changes("attempt-second-factor", completing(attemptSecondFactor))
