import { useReverifiedCommand } from "~screens/reverification/use-reverified-command"
import { useTask } from "~screens/task-page/task"
import { NewPasswordForm } from "~ui/new-password/new-password-form"

/** Replaces a password that is no longer secure; the user doesn't have to enter the old one. */
export function ResetPassword() {
  const { instance, user } = useTask().session
  const change = useReverifiedCommand("change-password")
  return <NewPasswordForm rules={instance.password} identifier={user.identifier} command={change} />
}
