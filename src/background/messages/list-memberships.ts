import { handle } from "~background/handle"
import { sessionOwner } from "~background/owner"

export default handle("list-memberships", (request) =>
  sessionOwner.ask((auth) => auth["list-memberships"](request))
)
