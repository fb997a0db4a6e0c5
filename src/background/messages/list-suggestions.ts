import { handle } from "~background/handle"
import { sessionOwner } from "~background/owner"

export default handle("list-suggestions", (request) =>
  sessionOwner.ask((auth) => auth["list-suggestions"](request))
)
