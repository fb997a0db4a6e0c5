import { handle } from "~background/handle"
import { sessionOwner } from "~background/owner"

export default handle("send-second-factor-code", (request) =>
  sessionOwner.change((auth) => auth["send-second-factor-code"](request))
)
