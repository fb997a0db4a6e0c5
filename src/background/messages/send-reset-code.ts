import { handle } from "~background/handle"
import { sessionOwner } from "~background/owner"

export default handle("send-reset-code", (request) =>
  sessionOwner.change((auth) => auth["send-reset-code"](request))
)
