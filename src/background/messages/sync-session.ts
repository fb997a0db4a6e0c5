import { answers } from "~background/handlers"
import { sessionOwner } from "~background/owner"

export default answers("sync-session", sessionOwner.sync)
