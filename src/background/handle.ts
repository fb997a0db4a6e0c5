import type { PlasmoMessaging } from "@plasmohq/messaging"
import * as v from "valibot"
import { t } from "~i18n"
import { type AnswerOf, contracts, type MessageName, type RequestOf, shownShape } from "~messaging/contracts"
import type { Failure, Reply } from "~messaging/message-error"
import type { Shown } from "~session/shown"
import { toFailure } from "./failure"
import { isFromOwnPage, type Sender } from "./senders"

/** Where a message comes from: what its page showed, whether it's a repetition, and its tab, which a popup or side panel doesn't have. */
export type Origin = { shown: Shown | undefined; isRepeated: boolean; tabId?: number | undefined }

/**
 * Makes the handler of a message. It accepts only pages of this extension, or the senders that `isAllowed` accepts, and validates the
 * request. It always replies, even if `run` throws, because an unanswered message never settles. A repeated message, sent again because
 * Chrome stopped the worker that had it, is refused unless its contract is repeatable.
 */
export function handle<Name extends MessageName>(
  name: Name,
  run: Run<Name>,
  isAllowed: (sender: Sender) => boolean = isFromOwnPage
): PlasmoMessaging.MessageHandler {
  return async (message, response) => {
    response.send(isAllowed(message.sender) ? await answer(name, run, message) : forbidden())
  }
}

type Run<Name extends MessageName> = (request: RequestOf<Name>, origin: Origin) => Promise<AnswerOf<Name>>

type Message = { body?: unknown; shown?: unknown; isRepeated?: unknown; sender?: Sender }

async function answer<Name extends MessageName>(
  name: Name,
  run: Run<Name>,
  message: Message
): Promise<Reply<AnswerOf<Name>>> {
  const contract = contracts[name]
  const isRepeated = Boolean(message.isRepeated)
  if (isRepeated && !contract.isRepeatable) return refusal("interrupted", t("errorInterrupted"))

  const request = v.safeParse(contract.request as v.GenericSchema<unknown, RequestOf<Name>>, message.body)
  const shown = v.safeParse(v.optional(shownShape), message.shown)
  if (!request.success || !shown.success) return refusal("invalid-request", t("errorInvalidRequest"))

  try {
    const origin = { shown: shown.output, isRepeated, tabId: message.sender?.tab?.id }
    return { ok: true, value: await run(request.output, origin) }
  } catch (error) {
    return { ok: false, failure: toFailure(error) }
  }
}

/** The reply to a stranger. Nothing of what it sent was read. */
export function forbidden(): Reply<never> {
  return refusal("forbidden-sender", t("errorForbiddenSender"))
}

export function refusal(code: Failure["code"], message: string): Reply<never> {
  return { ok: false, failure: { code, message } }
}
