import { t } from "~i18n"
import type { PendingSession } from "~session/snapshot"
import { Heading } from "~ui/controls/heading"

type TaskHeaderProps = { session: PendingSession; title: string; reason?: string | undefined }

/** What the task is, why it's required, and how many there are. */
export function TaskHeader({ session: { tasks, taskCount }, title, reason }: TaskHeaderProps) {
  return (
    <header className="stack stack--tight">
      {tasks.length > 0 && taskCount > 1 && (
        <p className="muted small">{t("taskProgress", taskCount - tasks.length + 1, taskCount)}</p>
      )}
      <Heading level={1}>{title}</Heading>
      {reason && <p className="muted">{reason}</p>}
    </header>
  )
}
