import { handle } from "~background/handle"
import { sessionOwner } from "~background/owner"

export default handle("create-organization", (request) =>
  sessionOwner.change((auth) => auth["create-organization"](request))
)
