import { handle } from "~background/handle"
import { sessionOwner } from "~background/owner"

export default handle("check-password", (request) =>
  sessionOwner.ask((auth) => auth["check-password"](request))
)
