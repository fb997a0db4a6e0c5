import { handle } from "~background/handle"
import { sessionOwner } from "~background/owner"

export default handle("sign-out", (request) => sessionOwner.change((auth) => auth["sign-out"](request)))
