import { t } from "~i18n"
import type { MessageError } from "~messaging/message-error"
import { Button } from "./button"
import { ErrorNotice } from "./error-notice"

type RetryNoticeProps = {
  error: MessageError | null
  isBusy?: boolean | undefined
  /** `primary` where nothing else can be done: then the button stands below. */
  look?: "plain" | "primary" | undefined
  onRetry: () => void
}

/** Says what went wrong, and tries again. */
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
