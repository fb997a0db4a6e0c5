import { sendToBackground } from "@plasmohq/messaging"
import type { Shown } from "~session/shown"
import type { AnswerOf, FreeName, MessageName, RequestArgument, RequestOf } from "./contracts"
import { failed } from "./failed"
import { MessageError, type Reply } from "./message-error"
import { withTimeLimit } from "./time-limit"

/** In milliseconds. Longer than the service worker's own limit for a command, so that its answer arrives first. */
export const SEND_TIME_LIMIT_MS = 30_000

/**
 * Sends a message to the service worker. When a command resolves, the snapshot already shows the change.
 *
 * Chrome may stop the worker midway. Then this sends the message once more, marked as `isRepeated`, and the worker refuses it
 * if running twice could do harm: its contract decides.
 *
 * @throws {MessageError} always: the worker's own, `timed-out`, or `interrupted`.
 */
export function send<Name extends FreeName>(
  name: Name,
  ...request: RequestArgument<Name>
): Promise<AnswerOf<Name>> {
  return sendShowing(null, name, ...request)
}

/**
 * The same for a message bound to the session, or the sign-in under way, that the page shows: take that from the render in which
 * the user acts, with `useShown()`.
 *
 * @throws {MessageError} `session-changed`, `expired` or `task-completed` if that is no longer current. Then nothing was done.
 */
export async function sendShowing<Name extends MessageName>(
  shown: Shown | null,
  name: Name,
  ...[body]: RequestArgument<Name>
): Promise<AnswerOf<Name>> {
  const message = { name, body, ...(shown && { shown }) }
  const reply = await deliver(message).catch((error: unknown) => {
    if (!isClosedChannel(error)) throw error
    return deliver(wasNeverReceived(error) ? message : { ...message, isRepeated: true }).catch(() => {
      throw failed("interrupted", "errorInterrupted")
    })
  })

  if (!reply.ok) throw new MessageError(reply.failure)
  return reply.value
}

type Message<Name extends MessageName> = {
  name: Name
  body: RequestOf<Name> | undefined
  shown?: Shown
  isRepeated?: true
}

async function deliver<Name extends MessageName>(message: Message<Name>) {
  const sent = sendToBackground<unknown, Reply<AnswerOf<Name>> | undefined>(message)
  const reply = await withTimeLimit(sent, SEND_TIME_LIMIT_MS, () => failed("timed-out", "errorTimedOut"))
  if (!reply) throw new Error(CLOSED)
  return reply
}

// Chrome's message when a service worker stops; there is no error code. Sometimes there is no message, and no reply either.
// https://developer.chrome.com/docs/extensions/develop/concepts/messaging
const CLOSED = "message port closed before a response"

function isClosedChannel(error: unknown) {
  return wasNeverReceived(error) || /message (channel|port) closed before a response/.test(messageOf(error))
}

function wasNeverReceived(error: unknown) {
  return messageOf(error).includes("Receiving end does not exist")
}

function messageOf(error: unknown) {
  return error instanceof Error ? error.message : ""
}
