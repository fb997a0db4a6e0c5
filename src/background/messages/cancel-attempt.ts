import { cancelAttempt } from "~background/clerk/attempt"
import { changes } from "~background/handlers"

export default changes("cancel-attempt", cancelAttempt)
