import { handle } from "~background/handle"
import { sessionOwner } from "~background/owner"

export default handle("send-reverification-code", (request) =>
  sessionOwner.change((auth) => auth["send-reverification-code"](request))
)
