import { type ReactNode, useEffect, useRef } from "react"
import { t } from "~i18n"
import { type MessageError, problemsOf } from "~messaging/message-error"
import { Advice, Details } from "./details"
import { OutsideLink } from "./outside-link"

type ErrorNoticeProps = {
  error: MessageError | null
  /** Inputs that show their own errors. */
  except?: readonly string[] | undefined
  /** A way to continue. */
  children?: ReactNode
}

/** Shows what went wrong, except for errors that inputs show. */
export function ErrorNotice({ error, except = [], children }: ErrorNoticeProps) {
  const notice = useRef<HTMLDivElement>(null)

  // A popup is short, and the way to continue is at the end.
  useEffect(() => {
    if (error) notice.current?.scrollIntoView({ block: "nearest" })
  }, [error])

  if (!error) return null
  const { title, link, traceId, advice } = error.failure
  const problems = problemsOf(error.failure).filter(({ field }) => !field || !except.includes(field))
  if (problems.length === 0) return null

  return (
    <div ref={notice} className="notice notice--error">
      {/* The message alone: an alert reads all that it holds, buttons too. */}
      <div className="notice__text" role="alert">
        {title && <strong dir="auto">{title}</strong>}
        {problems.map(({ message }) => (
          <p key={message} dir="auto">
            {message}
          </p>
        ))}
      </div>
      <Advice text={advice ?? null} />
      {link && <OutsideLink href={link.url}>{link.text ?? t("getHelp")}</OutsideLink>}
      {children}
      <Details traceId={traceId ?? null} />
    </div>
  )
}
