import { sendToBackground } from "@plasmohq/messaging"
import type { CommandName, Request, Response } from "./contracts"
import { MessageError, type MessageErrorCode, type Reply } from "./message-error"
import { t } from "./translate"

/** Longer than the service worker gives itself for a command, so that its own answer arrives first. */
export const SEND_TIME_LIMIT_MS = 30_000

// Commands that do no harm when they run twice, so they are repeated when Chrome stopped the service worker midway.
const repeatable: ReadonlySet<CommandName> = new Set<CommandName>([
  "sync-session",
  "open-task",
  "sign-out",
  "cancel-attempt",
  "choose-organization",
  "get-token",
  "get-signed-in-name",
  "list-memberships",
  "list-invitations",
  "list-suggestions",
  "get-creation-defaults",
  "check-password",
  "start-totp",
  "cancel-totp",
  "list-phone-numbers",
  "switch-session"
])

/** Commands whose request holds nothing are sent by name alone. */
export type RequestArgument<Name extends CommandName> =
  undefined extends Request<Name> ? [request?: Request<Name>] : [request: Request<Name>]

/**
 * Sends a command to the service worker. When it resolves, the snapshot already shows what the command changed.
 *
 * @throws {MessageError} always one of these: the background's own, `timed-out`, or `interrupted`.
 */
export async function send<Name extends CommandName>(
  name: Name,
  ...[request]: RequestArgument<Name>
): Promise<Response<Name>> {
  const reply = await deliver(name, request).catch((error: unknown) => {
    if (!isClosedChannel(error)) throw error
    if (!wasNeverReceived(error) && !repeatable.has(name)) throw failed("interrupted", t("errorInterrupted"))
    return deliver(name, request).catch(() => {
      throw failed("interrupted", t("errorInterrupted"))
    })
  })

  if (!reply.ok) throw new MessageError(reply.failure)
  return reply.value
}

async function deliver<Name extends CommandName>(name: Name, body: Request<Name> | undefined) {
  const sent = sendToBackground<unknown, Reply<Response<Name>> | undefined>({ name, body })
  const reply = await withTimeLimit(sent)
  if (!reply) throw new Error(CLOSED)
  return reply
}

async function withTimeLimit<Value>(promise: Promise<Value>): Promise<Value> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const timeLimit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(failed("timed-out", t("errorTimedOut"))), SEND_TIME_LIMIT_MS)
  })
  return Promise.race([promise, timeLimit]).finally(() => clearTimeout(timer))
}

function failed(code: MessageErrorCode, message: string) {
  return new MessageError({ code, message })
}

// Chrome's words when a service worker goes away; it offers no error code. Sometimes it has no words, and no reply either.
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
