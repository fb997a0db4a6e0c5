import { handle } from "~background/handle"
import { sessionOwner } from "~background/owner"

export default handle("attempt-reverification", (request) =>
  sessionOwner.change((auth) => auth["attempt-reverification"](request))
)
