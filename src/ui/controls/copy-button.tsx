import { useEffect, useState } from "react"

import { t } from "~i18n"
import { Button } from "./button"

const SHOWN_FOR_MS = 4_000

type CopyButtonProps = { text: string; children: string; label?: string | undefined }

/** Copies a text, and shows for a moment whether that worked. */
export function CopyButton({ text, children, label }: CopyButtonProps) {
  const [outcome, setOutcome] = useState<"copied" | "notCopied" | null>(null)

  useEffect(() => {
    if (!outcome) return
    const timer = setTimeout(() => setOutcome(null), SHOWN_FOR_MS)
    return () => clearTimeout(timer)
  }, [outcome])

  function copy() {
    navigator.clipboard.writeText(text).then(
      () => setOutcome("copied"),
      () => setOutcome("notCopied")
    )
  }

  return (
    <>
      <Button aria-label={outcome ? undefined : label} onClick={copy}>
        {outcome ? t(outcome) : children}
      </Button>
      <span className="visually-hidden" role="status">
        {outcome && t(outcome)}
      </span>
    </>
  )
}
