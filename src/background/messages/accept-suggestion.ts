import { handle } from "~background/handle"
import { sessionOwner } from "~background/owner"

export default handle("accept-suggestion", (request) =>
  sessionOwner.change((auth) => auth["accept-suggestion"](request))
)
