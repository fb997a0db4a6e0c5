import type { ReactNode } from "react"

import type { MessageError } from "~messaging/message-error"
import { Details } from "./details"

type ErrorNoticeProps = {
  error: MessageError | null
  /** Inputs that show their own errors. */
  except?: readonly string[] | undefined
  /** A way on. */
  children?: ReactNode
}

/** Says what went wrong, unless an input says it. */
export function ErrorNotice({ error, except = [], children }: ErrorNoticeProps) {
  if (!error) return null
  const { message, field, traceId } = error.failure
  if (field && except.includes(field)) return null

  return (
    <div className="notice notice--error" role="alert">
      <p>{message}</p>
      {children}
      <Details traceId={traceId ?? null} />
    </div>
  )
}
