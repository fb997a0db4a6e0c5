import { t } from "~i18n"
import { OtherTask } from "~screens/task-page/other-task"
import { TaskGate } from "~screens/task-page/task-gate"
import { otherTask, taskPageFor } from "~session/tasks"

/** The page of every session task that has no page of its own in this extension. */
export default function OtherTaskPage() {
  return (
    <TaskGate isMine={(task) => taskPageFor(task) === otherTask.url} title={t(otherTask.title)}>
      <OtherTask />
    </TaskGate>
  )
}
