import { handle } from "~background/handle"
import { sessionOwner } from "~background/owner"

export default handle("cancel-totp", (request) => sessionOwner.change((auth) => auth["cancel-totp"](request)))
