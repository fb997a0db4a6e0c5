import { handle } from "~background/handle"
import { sessionOwner } from "~background/owner"

export default handle("verify-phone-number", (request) =>
  sessionOwner.change((auth) => auth["verify-phone-number"](request))
)
