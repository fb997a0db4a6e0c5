import { TaskSetupMFA } from "@clerk/react-router"

export default function SetupMFA() {
  return <TaskSetupMFA redirectUrlComplete="/dashboard" />
}
