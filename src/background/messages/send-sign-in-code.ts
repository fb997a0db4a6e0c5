import { handle } from "~background/handle"
import { sessionOwner } from "~background/owner"

export default handle("send-sign-in-code", (request) =>
  sessionOwner.change((auth) => auth["send-sign-in-code"](request))
)
