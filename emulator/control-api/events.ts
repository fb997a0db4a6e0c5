import type { Context } from "hono"
import { streamSSE } from "hono/streaming"
import type { Instance } from "../model/instance"

/** Sends an event after each request that may have changed something, until the client disconnects. */
export const streamChanges = (c: Context, { listeners }: Instance) =>
  streamSSE(c, async (stream) => {
    const tell = () => void stream.writeSSE({ event: "change", data: "" })
    listeners.add(tell)
    tell()
    await new Promise<void>((resolve) => stream.onAbort(resolve))
    listeners.delete(tell)
  })
