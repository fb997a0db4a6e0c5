import { useReverifiedCommand } from "~ui/reverification/use-reverified-command"
import { useTask } from "~ui/task-page/task"
import { NewPasswordForm } from "./new-password-form"

/** Replaces a password that is no longer safe; the old one is not asked for. */
export function ResetPassword() {
  const { instance, user } = useTask().session
  const change = useReverifiedCommand("change-password")
  return <NewPasswordForm rules={instance.password} identifier={user.identifier} command={change} />
}
