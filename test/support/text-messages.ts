import { vi } from "vitest"
import type { EmulatorClient } from "./emulator-client"
import { PATIENCE_MS } from "./wait-until"

/** The code in the newest text message to a number; waits until there is one. */
export function codeTextedTo(phoneNumber: string, emulator: EmulatorClient) {
  return vi.waitFor(
    async () => {
      const [newest] = await emulator.inbox(phoneNumber)
      if (!newest) throw new Error(`No text message was sent to ${phoneNumber}.`)
      return newest.code
    },
    { timeout: PATIENCE_MS, interval: 20 }
  )
}
