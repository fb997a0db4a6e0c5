import { handle } from "~background/handle"
import { sessionOwner } from "~background/owner"

export default handle("add-phone-number", (request) =>
  sessionOwner.change((auth) => auth["add-phone-number"](request))
)
