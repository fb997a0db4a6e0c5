import { ResetPassword } from "~screens/reset-password/reset-password"
import { Reverification } from "~screens/reverification/reverification"
import { TaskPage } from "~screens/task-page/task-page"

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
