import { handle } from "~background/handle"
import { sessionOwner } from "~background/owner"

export default handle("list-invitations", (request) =>
  sessionOwner.ask((auth) => auth["list-invitations"](request))
)
