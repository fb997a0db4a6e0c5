import { t } from "~i18n"
import type { MessageError } from "~messaging/message-error"
import { Button } from "./button"
import { ErrorNotice } from "./error-notice"

type RetryNoticeProps = {
  error: MessageError | null
  isBusy?: boolean | undefined
  /** `primary` if there is nothing else to do: then the button is below the text. */
  look?: "plain" | "primary" | undefined
  onRetry: () => void
}

/** Shows what went wrong, and offers to try again. */
export function RetryNotice({ error, isBusy, look = "plain", onRetry }: RetryNoticeProps) {
  if (!error) return null
  const button = (
    <Button look={look} isBusy={isBusy} onClick={onRetry}>
      {t("tryAgain")}
    </Button>
  )
  if (look === "plain") return <ErrorNotice error={error}>{button}</ErrorNotice>
  return (
    <>
      <ErrorNotice error={error} />
      {button}
    </>
  )
}
