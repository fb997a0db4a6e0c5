import { t } from "~messaging/translate"
import { otherTaskUrl, taskUrlFor } from "~session/task-urls"
import { OtherTask } from "~ui/task-page/other-task"
import { TaskGate } from "~ui/task-page/task-gate"

/** The page of every session task that `taskUrls` does not name. */
export default function OtherTaskPage() {
  return (
    <TaskGate isMine={(task) => taskUrlFor(task) === otherTaskUrl} title={t("otherTaskTitle")}>
      <OtherTask />
    </TaskGate>
  )
}
