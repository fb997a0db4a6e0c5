import { useState } from "react"

import type { MessageError, Reply } from "~messaging/message-error"
import { t } from "~messaging/translate"
import { Button } from "~ui/controls/button"
import { ErrorNotice } from "~ui/controls/error-notice"
import { useSecondsUntil } from "~ui/controls/use-seconds-until"

export type Resend = {
  send: () => Promise<Reply<unknown>>
  isSending: boolean
  error: MessageError | null
}

/** Sends a new code; after too many of them it waits as long as Clerk asks for. */
export function ResendCode({ send, isSending, error }: Resend) {
  const [isSent, setIsSent] = useState(false)
  const [waitUntil, setWaitUntil] = useState<number | null>(null)
  const seconds = useSecondsUntil(waitUntil)

  async function resend() {
    setIsSent(false)
    const reply = await send()
    setIsSent(reply.ok)
    if (!reply.ok && reply.failure.retryAfterSeconds) {
      setWaitUntil(Date.now() + reply.failure.retryAfterSeconds * 1000)
    }
  }

  return (
    <>
      <Button look="quiet" isBusy={isSending} isBlocked={seconds > 0} onClick={resend}>
        {seconds > 0 ? t("sendNewCodeIn", seconds) : t("sendNewCode")}
      </Button>
      <p className="success" role="status">
        {isSent && t("newCodeSent")}
      </p>
      <ErrorNotice error={error} />
    </>
  )
}
