import { handle } from "~background/handle"
import { sessionOwner } from "~background/owner"

export default handle("attempt-sign-up-code", (request) =>
  sessionOwner.change((auth) => auth["attempt-sign-up-code"](request))
)
