import { handle } from "~background/handle"
import { sessionOwner } from "~background/owner"

export default handle("choose-organization", (request) =>
  sessionOwner.change((auth) => auth["choose-organization"](request))
)
