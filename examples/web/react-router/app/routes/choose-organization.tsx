import { TaskChooseOrganization, useSession } from "@clerk/react-router"
import { Navigate } from "react-router"

export default function ChooseOrganization() {
  const { session } = useSession()
  const isDone = session && session.currentTask?.key !== "choose-organization"
  // After the choice, Clerk leads to the task's own page, which is this one. It would stay here, empty.
  if (isDone) return <Navigate to="/dashboard" replace />

  return <TaskChooseOrganization redirectUrlComplete="/dashboard" />
}
