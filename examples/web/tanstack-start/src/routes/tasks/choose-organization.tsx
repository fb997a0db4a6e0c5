import { TaskChooseOrganization, useSession } from "@clerk/tanstack-react-start"
import { createFileRoute, Navigate } from "@tanstack/react-router"

export const Route = createFileRoute("/tasks/choose-organization")({ component: ChooseOrganization })

function ChooseOrganization() {
  const { session } = useSession()
  const isDone = session && session.currentTask?.key !== "choose-organization"
  // After the choice, Clerk leads to the task's own page, which is this one. It would stay here, empty.
  if (isDone) return <Navigate to="/dashboard" replace />

  return <TaskChooseOrganization redirectUrlComplete="/dashboard" />
}
