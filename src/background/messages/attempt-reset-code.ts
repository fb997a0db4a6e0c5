import { handle } from "~background/handle"
import { sessionOwner } from "~background/owner"

export default handle("attempt-reset-code", (request) =>
  sessionOwner.change((auth) => auth["attempt-reset-code"](request))
)
