import { askListsAhead } from "~background/clerk/lists-ahead"
import { answers } from "~background/handlers"
import { sessionOwner } from "~background/owner"
import { openTask } from "~background/task-tab"

export default answers("open-task", () => openTask(askAhead))

// While Chrome opens the tab, Clerk is asked for the lists that it will show. Without them the page asks by itself.
function askAhead() {
  sessionOwner.ask(askListsAhead).catch(() => {})
}
