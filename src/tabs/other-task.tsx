import { t } from "~messaging/translate"
import { otherTaskUrl, taskUrlFor } from "~session/task-urls"
import { OtherTask } from "~ui/other-task"
import { TaskGate } from "~ui/task-gate"

/** The page of every session task that `taskUrls` does not name. */
export default function OtherTaskPage() {
  return (
    <TaskGate isMine={(task) => taskUrlFor(task) === otherTaskUrl} title={t("otherTaskTitle")}>
      <OtherTask />
    </TaskGate>
  )
}
