import { completing } from "~background/clerk/session"
import { acceptTicket } from "~background/clerk/sign-up"
import { changes } from "~background/handlers"

export default changes("use-invitation", completing(acceptTicket))
