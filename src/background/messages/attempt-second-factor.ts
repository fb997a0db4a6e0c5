import { handle } from "~background/handle"
import { sessionOwner } from "~background/owner"

export default handle("attempt-second-factor", (request) =>
  sessionOwner.change((auth) => auth["attempt-second-factor"](request))
)
