import { TaskResetPassword } from "@clerk/nextjs"

export default function ResetPassword() {
  return <TaskResetPassword redirectUrlComplete="/dashboard" />
}
