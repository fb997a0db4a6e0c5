import { handle } from "~background/handle"
import { sessionOwner } from "~background/owner"

export default handle("list-phone-numbers", (request) =>
  sessionOwner.ask((auth) => auth["list-phone-numbers"](request))
)
