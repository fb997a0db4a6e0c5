import { handle } from "~background/handle"
import { sessionOwner } from "~background/owner"

export default handle("start-reverification", (request) =>
  sessionOwner.change((auth) => auth["start-reverification"](request))
)
