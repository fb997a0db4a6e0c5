import type { Fault } from "../../emulator/model/faults"
import type { EmulatorClient } from "./emulator-client"
import { waitUntil } from "./wait-until"

/** Delays the answer to the first request that matches. Returns a function that waits until the request has arrived. */
export async function holdBack(emulator: EmulatorClient, match: Fault["match"], delayMs = 60_000) {
  await emulator.setFaults([{ match, times: 1, delayMs }])
  return () => waitUntil(async () => (await emulator.faults())[0]?.times === 0, `a request to ${match.path}`)
}
