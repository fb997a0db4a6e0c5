import { createContext, type ReactNode, useCallback, useContext, useState } from "react"

import { ReverificationDialog } from "./reverification-dialog"

/** Reverifies the user; resolves to whether that succeeded. */
type AskForProof = () => Promise<boolean>

const ReverificationContext = createContext<AskForProof | null>(null)

/**
 * Wraps components that send commands with `useReverifiedCommand()`, and reverifies the user in place if Clerk requires it
 * before a command.
 * @see https://clerk.com/docs/guides/secure/reverification
 */
export function Reverification({ children }: { children: ReactNode }) {
  const [asking, setAsking] = useState<{ settle: (isProved: boolean) => void } | null>(null)

  const ask = useCallback<AskForProof>(() => new Promise((settle) => setAsking({ settle })), [])

  function close(isProved: boolean) {
    setAsking(null)
    asking?.settle(isProved)
  }

  return (
    <ReverificationContext value={ask}>
      {children}
      {asking && <ReverificationDialog onClose={close} />}
    </ReverificationContext>
  )
}

export function useReverification(): AskForProof {
  const ask = useContext(ReverificationContext)
  if (!ask) throw new Error("useReverification() is for children of <Reverification>.")
  return ask
}
