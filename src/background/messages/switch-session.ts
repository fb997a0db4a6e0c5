import { switchSession } from "~background/clerk/session"
import { changes } from "~background/handlers"

export default changes("switch-session", switchSession)
