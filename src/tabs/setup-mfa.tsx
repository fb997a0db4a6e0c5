import { Reverification } from "~screens/reverification/reverification"
import { SetupMfa } from "~screens/setup-mfa/setup-mfa"
import { TaskPage } from "~screens/task-page/task-page"

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
