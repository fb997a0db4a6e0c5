import { handle } from "~background/handle"
import { sessionOwner } from "~background/owner"

export default handle("sign-up", (request) => sessionOwner.change((auth) => auth["sign-up"](request)))
