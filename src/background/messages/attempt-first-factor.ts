import { completing } from "~background/clerk/session"
import { attemptFirstFactor } from "~background/clerk/sign-in"
import { changes } from "~background/handlers"

export default changes("attempt-first-factor", completing(attemptFirstFactor))
