import { vi } from "vitest"

/** How long tests wait for something to appear. */
export const PATIENCE_MS = 10_000

export function waitUntil(isDone: () => boolean | Promise<boolean>, what: string, timeout = PATIENCE_MS) {
  return vi.waitFor(
    async () => {
      if (!(await isDone())) throw new Error(`Waited in vain for ${what}.`)
    },
    { timeout, interval: 50 }
  )
}
