import { startReverification } from "~background/clerk/reverification"
import { changes } from "~background/handlers"

export default changes("start-reverification", startReverification)
