import { attemptReverification } from "~background/clerk/reverification"
import { changes } from "~background/handlers"

export default changes("attempt-reverification", attemptReverification)
