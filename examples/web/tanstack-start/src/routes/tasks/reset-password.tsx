import { TaskResetPassword } from "@clerk/tanstack-react-start"
import { createFileRoute } from "@tanstack/react-router"

export const Route = createFileRoute("/tasks/reset-password")({
  component: () => <TaskResetPassword redirectUrlComplete="/dashboard" />
})
