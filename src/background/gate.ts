import { t } from "~i18n"
import { isMessageName } from "~messaging/contracts"
import type { Reply } from "~messaging/message-error"
import { forbidden, refusal } from "./handle"
import { recordMessage, recordPort } from "./inspector/messages"
import { isAllowedContentScript, isFromOwnPage, type Sender } from "./senders"

// Plasmo's router reads a message before anything has checked its sender, throws if the message isn't an object, never answers if it has
// no handler, and keeps all ports forever. So its listeners only get what passes here: `handlers.ts` imports this file, which therefore
// runs before the router adds them.
const { onMessage, onConnect } = chrome.runtime
const addMessageListener = onMessage.addListener.bind(onMessage)

onMessage.addListener = (listener) =>
  addMessageListener((message, sender, sendResponse) => {
    const refused = refuse(message, sender)
    const respond = process.env.PLASMO_PUBLIC_INSPECTOR
      ? recordMessage({ message, sender, refused }, sendResponse)
      : sendResponse
    if (!refused) return listener(message, sender, respond)
    respond(refused)
  })

// This extension doesn't use ports, and nothing checks who opens one.
if (process.env.PLASMO_PUBLIC_INSPECTOR) onConnect.addListener(recordPort)
onConnect.addListener((port) => port.disconnect())
onConnect.addListener = () => {}

function refuse(message: unknown, sender: Sender): Reply<never> | undefined {
  if (!isFromOwnPage(sender) && !isAllowedContentScript(sender)) return forbidden()
  if (isMessageName(nameOf(message))) return undefined
  return isFromOwnPage(sender) ? refusal("unknown-command", t("errorUnknownCommand")) : forbidden()
}

function nameOf(message: unknown) {
  return typeof message === "object" && message !== null && "name" in message ? message.name : undefined
}
