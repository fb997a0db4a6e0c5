import { useTask } from "~ui/task-page/task"
import { useCommand } from "~ui/use-command"
import { NewPasswordForm } from "./new-password-form"

/** Replaces a password that is no longer safe; the old one is not asked for. */
export function ResetPassword() {
  const { instance, user } = useTask().session
  const change = useCommand("change-password")
  return <NewPasswordForm rules={instance.password} identifier={user.identifier} command={change} />
}
