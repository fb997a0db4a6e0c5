import { ResetPassword } from "~ui/new-password/reset-password"
import { Reverification } from "~ui/reverification/reverification"
import { TaskPage } from "~ui/task-page/task-page"

/** The page of the session task `reset-password`. */
export default function ResetPasswordPage() {
  return (
    <TaskPage task="reset-password">
      <Reverification>
        <ResetPassword />
      </Reverification>
    </TaskPage>
  )
}
