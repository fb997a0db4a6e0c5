import { openSignIn } from "./open-sign-in"
import { useCommand } from "./use-command"

/** Signs out, also to use another account: then the sign-in opens. */
export function useSignOut() {
  const { send, isSending, error } = useCommand("sign-out")

  async function switchAccount() {
    const reply = await send()
    if (reply.ok) await openSignIn()
  }

  return { signOut: () => void send(), switchAccount, isSending, error }
}
