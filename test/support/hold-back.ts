import type { Fault } from "../../emulator/model/faults"
import type { EmulatorClient } from "./emulator-client"
import { waitUntil } from "./wait-until"

/** Lets the first request that matches wait for its answer; answers with how to wait until it has come. */
export async function holdBack(emulator: EmulatorClient, match: Fault["match"], delayMs = 60_000) {
  await emulator.setFaults([{ match, times: 1, delayMs }])
  return () => waitUntil(async () => (await emulator.faults())[0]?.times === 0, `a request to ${match.path}`)
}
