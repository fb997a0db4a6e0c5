import { useState } from "react"
import { t } from "~i18n"
import type { MessageError, Reply } from "~messaging/message-error"
import { Button } from "~ui/controls/button"
import { ErrorNotice } from "~ui/controls/error-notice"
import { useSecondsUntil } from "~ui/controls/use-seconds-until"

/** How long Clerk waits before it sends another code to the same place. */
const PAUSE_MS = 30_000

const texts = {
  code: { send: "sendNewCode", wait: "sendNewCodeIn", sent: "newCodeSent" },
  link: { send: "sendNewLink", wait: "sendNewLinkIn", sent: "newLinkSent" }
} as const

export type Resend = {
  send: () => Promise<Reply<unknown>>
  isSending: boolean
  error: MessageError | null
  /** When the code that is awaited was sent, where that is known. */
  sentAt?: number | undefined
}

type ResendCodeProps = Resend & { what?: keyof typeof texts | undefined }

/** Sends a new code or link, when Clerk will do so again; after too many of them it waits as long as Clerk asks for. */
export function ResendCode({ send, isSending, error, sentAt, what = "code" }: ResendCodeProps) {
  const [isSent, setIsSent] = useState(false)
  const [waitUntil, setWaitUntil] = useState(sentAt === undefined ? null : sentAt + PAUSE_MS)
  const seconds = useSecondsUntil(waitUntil)

  async function resend() {
    setIsSent(false)
    const reply = await send()
    setIsSent(reply.ok)
    if (reply.ok) setWaitUntil(Date.now() + PAUSE_MS)
    else if (reply.failure.retryAfterSeconds)
      setWaitUntil(Date.now() + reply.failure.retryAfterSeconds * 1000)
  }

  return (
    <>
      <Button look="quiet" isBusy={isSending} isBlocked={seconds > 0} onClick={resend}>
        {seconds > 0 ? t(texts[what].wait, seconds) : t(texts[what].send)}
      </Button>
      <p className="success" role="status">
        {isSent && t(texts[what].sent)}
      </p>
      <ErrorNotice error={error} />
    </>
  )
}
