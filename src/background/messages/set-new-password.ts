import { handle } from "~background/handle"
import { sessionOwner } from "~background/owner"

export default handle("set-new-password", (request) =>
  sessionOwner.change((auth) => auth["set-new-password"](request))
)
