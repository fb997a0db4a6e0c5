import { ChooseOrganization } from "~screens/choose-organization/choose-organization"
import { TaskPage } from "~screens/task-page/task-page"

/** The page of the session task `choose-organization`. */
export default function ChooseOrganizationPage() {
  return (
    <TaskPage task="choose-organization">
      <ChooseOrganization />
    </TaskPage>
  )
}
