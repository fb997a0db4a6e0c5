import { useState } from "react"
import { formatSeconds, type TextKey, t } from "~i18n"
import { isUnanswered, type MessageError, type Reply } from "~messaging/message-error"
import { Button } from "~ui/controls/button"
import { ErrorNotice } from "~ui/controls/error-notice"
import { useSecondsUntil } from "~ui/controls/use-seconds-until"

/** How long Clerk waits before it sends another code to the same place. */
const PAUSE_MS = 30_000

/** The button is never blocked for longer. */
const LONGEST_PAUSE_MS = 60_000

/** In seconds: how often the time left changes for screen readers. */
const STEP_S = 10

const texts = {
  code: { send: "sendNewCode", wait: "sendNewCodeIn", sent: "newCodeSent", perhaps: "codeMayBeOnItsWay" },
  link: { send: "sendNewLink", wait: "sendNewLinkIn", sent: "newLinkSent", perhaps: "linkMayBeOnItsWay" }
} as const

export type Resend = {
  send: () => Promise<Reply<unknown>>
  isSending: boolean
  error: MessageError | null
  /** When the last code was sent, if that is known. */
  sentAt?: number | undefined
}

type ResendCodeProps = Resend & { what?: keyof typeof texts | undefined }

/** A screen reader may read the button whenever its name changes, so the name changes less often than the visible text. */
function Countdown({ text, seconds }: { text: TextKey; seconds: number }) {
  return (
    <>
      <span aria-hidden="true">{t(text, formatSeconds(seconds))}</span>
      <span className="visually-hidden">{t(text, formatSeconds(Math.ceil(seconds / STEP_S) * STEP_S))}</span>
    </>
  )
}

/** Sends a new code or link as soon as Clerk allows it. After too many requests, it waits for as long as Clerk says. */
export function ResendCode({ send, isSending, error, sentAt, what = "code" }: ResendCodeProps) {
  const [isSent, setIsSent] = useState(false)
  const [waitUntil, setWaitUntil] = useState(sentAt === undefined ? null : sentAt + PAUSE_MS)
  const seconds = useSecondsUntil(waitUntil)

  async function resend() {
    setIsSent(false)
    const reply = await send()
    setIsSent(reply.ok)
    if (reply.ok || isUnanswered(reply.failure)) return setWaitUntil(Date.now() + PAUSE_MS)
    const { retryAfterSeconds } = reply.failure
    if (retryAfterSeconds) setWaitUntil(Date.now() + Math.min(retryAfterSeconds * 1000, LONGEST_PAUSE_MS))
  }

  return (
    <>
      <Button look="quiet" isBusy={isSending} isBlocked={seconds > 0} onClick={resend}>
        {seconds > 0 ? <Countdown text={texts[what].wait} seconds={seconds} /> : t(texts[what].send)}
      </Button>
      <p className="success" role="status">
        {isSent && t(texts[what].sent)}
      </p>
      {error && isUnanswered(error) ? (
        <p className="notice" role="alert">
          {t(texts[what].perhaps)}
        </p>
      ) : (
        <ErrorNotice error={error} />
      )}
    </>
  )
}
