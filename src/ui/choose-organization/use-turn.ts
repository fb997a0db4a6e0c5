import { useState } from "react"

/** Lets one of several choices be made at a time, whichever list it comes from. */
export type Turn = { isTaken: boolean; take: (run: () => Promise<unknown>) => Promise<void> }

export function useTurn(): Turn {
  const [isTaken, setIsTaken] = useState(false)

  async function take(run: () => Promise<unknown>) {
    if (isTaken) return
    setIsTaken(true)
    await run()
    setIsTaken(false)
  }

  return { isTaken, take }
}
