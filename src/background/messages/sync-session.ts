import { handle } from "~background/handle"
import { sessionOwner } from "~background/owner"

export default handle("sync-session", (request) => sessionOwner.sync(request))
