import { handle } from "~background/handle"
import { openTask } from "~background/task-tab"

export default handle("open-task", openTask)
