import type { MessageError } from "~messaging/message-error"
import { t } from "~messaging/translate"
import { Button } from "../button"
import { ErrorNotice } from "../error-notice"

/** A list, or a page of it, that could not be read. */
export function ListError({ error, onRetry }: { error: MessageError | null; onRetry: () => void }) {
  if (!error) return null
  return (
    <div className="list-error">
      <ErrorNotice error={error} />
      <Button onClick={onRetry}>{t("tryAgain")}</Button>
    </div>
  )
}
