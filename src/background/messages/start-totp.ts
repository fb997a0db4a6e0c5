import { handle } from "~background/handle"
import { sessionOwner } from "~background/owner"

export default handle("start-totp", (request) => sessionOwner.change((auth) => auth["start-totp"](request)))
