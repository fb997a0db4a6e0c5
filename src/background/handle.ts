import type { PlasmoMessaging } from "@plasmohq/messaging"
import * as v from "valibot"

import { type CommandName, contracts, isCommandName, type Request, type Response } from "~messaging/contracts"
import type { Failure, Reply } from "~messaging/message-error"
import { t } from "~messaging/translate"
import { toFailure } from "./failure"

type Sender = chrome.runtime.MessageSender | undefined

/**
 * Makes the handler of a command: it answers only pages of this extension, or whom `isAllowed` says, validates what they
 * ask, and always replies, also when `run` throws, because an unanswered message never settles.
 */
export function handle<Name extends CommandName>(
  name: Name,
  run: (request: Request<Name>) => Promise<Response<Name>>,
  isAllowed: (sender: Sender) => boolean = isOwnPage
): PlasmoMessaging.MessageHandler {
  return async ({ body, sender }, response) => {
    response.send(isAllowed(sender) ? await answer(name, run, body) : forbidden())
  }
}

async function answer<Name extends CommandName>(
  name: Name,
  run: (request: Request<Name>) => Promise<Response<Name>>,
  body: unknown
): Promise<Reply<Response<Name>>> {
  const request = v.safeParse(contracts[name].request as v.GenericSchema<unknown, Request<Name>>, body)
  if (!request.success) return refusal("invalid-request", t("errorInvalidRequest"))

  try {
    return { ok: true, value: await run(request.output) }
  } catch (error) {
    return { ok: false, failure: toFailure(error) }
  }
}

/**
 * Answers messages that no handler knows; Plasmo's router leaves their senders waiting.
 * Add it as a listener of `chrome.runtime.onMessage`.
 */
export function answerUnknownCommand(
  message: unknown,
  sender: chrome.runtime.MessageSender,
  sendResponse: (reply: Reply<never>) => void
) {
  const name = typeof message === "object" && message !== null && "name" in message ? message.name : undefined
  if (isCommandName(name)) return
  sendResponse(isOwnPage(sender) ? refusal("unknown-command", t("errorUnknownCommand")) : forbidden())
}

// Content scripts have our id too, but the origin of the page they run in.
function isOwnPage(sender: Sender) {
  const own = chrome.runtime.getURL("")
  return (
    sender?.id === chrome.runtime.id && `${sender.origin}/` === own && sender.url?.startsWith(own) === true
  )
}

function forbidden() {
  return refusal("forbidden-sender", t("errorForbiddenSender"))
}

function refusal(code: Failure["code"], message: string): Reply<never> {
  return { ok: false, failure: { code, message } }
}
