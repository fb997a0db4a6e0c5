import { handle } from "~background/handle"
import { sessionOwner } from "~background/owner"

export default handle("change-password", (request) =>
  sessionOwner.change((auth) => auth["change-password"](request))
)
