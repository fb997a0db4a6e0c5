import { handle } from "~background/handle"
import { sessionOwner } from "~background/owner"

export default handle("accept-invitation", (request) =>
  sessionOwner.change((auth) => auth["accept-invitation"](request))
)
