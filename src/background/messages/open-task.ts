import { askListsAhead } from "~background/clerk/lists-ahead"
import { answers } from "~background/handlers"
import { sessionOwner } from "~background/owner"
import { openTask } from "~background/task-tab"

export default answers("open-task", () => openTask(askAhead))

// Fetches the lists that the tab will show while Chrome is still opening it. If this fails, the page fetches them itself.
function askAhead() {
  sessionOwner.ask(askListsAhead).catch(() => {})
}
