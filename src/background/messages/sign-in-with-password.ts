import { handle } from "~background/handle"
import { sessionOwner } from "~background/owner"

export default handle("sign-in-with-password", (request) =>
  sessionOwner.change((auth) => auth["sign-in-with-password"](request))
)
