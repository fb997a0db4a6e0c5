import { t } from "~i18n"
import { OtherTask } from "~screens/task-page/other-task"
import { TaskGate } from "~screens/task-page/task-gate"
import { otherTask, taskUrlFor } from "~session/tasks"

/** The page of every session task that `taskUrls` doesn't name. */
export default function OtherTaskPage() {
  return (
    <TaskGate isMine={(task) => taskUrlFor(task) === otherTask.url} title={t(otherTask.title)}>
      <OtherTask />
    </TaskGate>
  )
}
