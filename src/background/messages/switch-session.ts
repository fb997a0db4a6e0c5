import { handle } from "~background/handle"
import { sessionOwner } from "~background/owner"

export default handle("switch-session", (request) =>
  sessionOwner.change((auth) => auth["switch-session"](request))
)
