import { TaskSetupMFA } from "@clerk/nextjs"

export default function SetupMfa() {
  return <TaskSetupMFA redirectUrlComplete="/dashboard" />
}
