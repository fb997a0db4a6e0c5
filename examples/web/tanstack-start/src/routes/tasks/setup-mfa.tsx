import { TaskSetupMFA } from "@clerk/tanstack-react-start"
import { createFileRoute } from "@tanstack/react-router"

export const Route = createFileRoute("/tasks/setup-mfa")({
  component: () => <TaskSetupMFA redirectUrlComplete="/dashboard" />
})
