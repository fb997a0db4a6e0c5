import type { Context } from "hono"
import { streamSSE } from "hono/streaming"
import type { Instance } from "../model/instance"

/** Says after every request that something may have changed, until the reader goes away. */
export const streamChanges = (c: Context, { listeners }: Instance) =>
  streamSSE(c, async (stream) => {
    const tell = () => void stream.writeSSE({ event: "change", data: "" })
    listeners.add(tell)
    tell()
    await new Promise<void>((resolve) => stream.onAbort(resolve))
    listeners.delete(tell)
  })
