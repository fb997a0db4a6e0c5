import { Reverification } from "~ui/reverification/reverification"
import { SetupMfa } from "~ui/setup-mfa/setup-mfa"
import { TaskPage } from "~ui/task-page/task-page"

/** The page of the session task `setup-mfa`. */
export default function SetupMfaPage() {
  return (
    <TaskPage task="setup-mfa">
      <Reverification>
        <SetupMfa />
      </Reverification>
    </TaskPage>
  )
}
