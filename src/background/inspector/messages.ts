import type { Message } from "~inspector/record"
import { contracts, isMessageName } from "~messaging/contracts"
import type { Reply } from "~messaging/message-error"
import type { Sender } from "../senders"
import { amend, note, noteEvent, noteMessage, since } from "./recorder"

type Received = {
  message: unknown
  sender: Sender
  /** The gate's own reply, if it refuses the message. */
  refused: Reply<never> | undefined
}

/** Records a message as it arrives. Returns a `respond` that records the reply too. */
export function recordMessage(
  { message, sender, refused }: Received,
  respond: (reply: unknown) => void
): (reply: unknown) => void {
  const from = placeOf(sender)
  // Nothing that a stranger sent is read.
  const { name, isRepeated } = (refused ? {} : message) as { name?: unknown; isRepeated?: unknown }
  const known = isMessageName(name) ? name : null
  const entry = note<Message>({
    kind: "message",
    name: known,
    type: known && contracts[known].kind,
    from,
    isRepeated: Boolean(isRepeated)
  })
  noteMessage(entry)

  return (reply) => {
    amend(entry, { tookMs: since(entry), ...outcomeOf(reply as Reply<unknown>) })
    respond(reply)
  }
}

/** Records a port. The gate closes it at once. */
export function recordPort() {
  noteEvent("a port, which the gate closed")
}

function outcomeOf(reply: Reply<unknown>) {
  if (reply.ok) return { reply: "ok" }
  const { code, field, advice } = reply.failure
  return { reply: field ? `${code} (${field})` : code, ...(advice !== undefined && { advice }) }
}

function placeOf(sender: Sender) {
  const own = chrome.runtime.getURL("/")
  const { url = "", origin = "an unknown place" } = sender ?? {}
  return url.startsWith(own) ? new URL(url).pathname : origin
}
