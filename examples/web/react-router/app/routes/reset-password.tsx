import { TaskResetPassword } from "@clerk/react-router"

export default function ResetPassword() {
  return <TaskResetPassword redirectUrlComplete="/dashboard" />
}
