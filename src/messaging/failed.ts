import { type TextKey, t } from "~i18n"
import { MessageError, type MessageErrorCode } from "./message-error"

/** An error in our own words, to be thrown. */
export function failed(code: MessageErrorCode, text: TextKey, ...substitutions: (string | number)[]) {
  return new MessageError({ code, message: t(text, ...substitutions) })
}
