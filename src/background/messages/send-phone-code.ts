import { handle } from "~background/handle"
import { sessionOwner } from "~background/owner"

export default handle("send-phone-code", (request) =>
  sessionOwner.change((auth) => auth["send-phone-code"](request))
)
