import { handle } from "~background/handle"
import { sessionOwner } from "~background/owner"

export default handle("verify-totp", (request) => sessionOwner.change((auth) => auth["verify-totp"](request)))
