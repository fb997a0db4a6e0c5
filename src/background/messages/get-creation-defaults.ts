import { handle } from "~background/handle"
import { sessionOwner } from "~background/owner"

export default handle("get-creation-defaults", (request) =>
  sessionOwner.ask((auth) => auth["get-creation-defaults"](request))
)
