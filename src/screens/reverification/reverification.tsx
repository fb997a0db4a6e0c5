import { createContext, type ReactNode, useCallback, useContext, useState } from "react"

import { ReverificationDialog } from "./reverification-dialog"

/** Asks who the user is; resolves to whether that was proved. */
type AskForProof = () => Promise<boolean>

const ReverificationContext = createContext<AskForProof | null>(null)

/**
 * Stands around what sends commands with `useReverifiedCommand()`, and asks in place for the proof that Clerk may want
 * before it carries them out.
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
