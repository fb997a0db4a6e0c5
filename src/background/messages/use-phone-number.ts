import { handle } from "~background/handle"
import { sessionOwner } from "~background/owner"

export default handle("use-phone-number", (request) =>
  sessionOwner.change((auth) => auth["use-phone-number"](request))
)
