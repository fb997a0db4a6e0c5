import { handle } from "~background/handle"
import { sessionOwner } from "~background/owner"
import { openTask } from "~background/task-tab"

export default handle("open-task", () =>
  openTask(() => void sessionOwner.ask((auth) => auth.askAhead()).catch(() => {}))
)
