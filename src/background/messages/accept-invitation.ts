import { acceptInvitation } from "~background/clerk/organizations"
import { changes } from "~background/handlers"

export default changes("accept-invitation", acceptInvitation)
