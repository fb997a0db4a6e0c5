import { handle } from "~background/handle"
import { sessionOwner } from "~background/owner"

export default handle("cancel-attempt", (request) =>
  sessionOwner.change((auth) => auth["cancel-attempt"](request))
)
