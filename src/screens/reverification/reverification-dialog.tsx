import "./reverification.css"

import { useEffect, useId, useRef } from "react"

import { t } from "~i18n"
import { Button } from "~ui/controls/button"
import { Proof } from "./proof"

/** Reverifies the user in a dialog. Escape closes it, as does the button. */
export function ReverificationDialog({ onClose }: { onClose: (isProved: boolean) => void }) {
  const dialog = useRef<HTMLDialogElement>(null)
  const title = useRef<HTMLHeadingElement>(null)
  const isProved = useRef(false)
  const titleId = useId()

  useEffect(() => {
    dialog.current?.showModal()
    // Chrome would choose the first button, which cancels.
    title.current?.focus()
  }, [])

  // Closed before it's removed, so that Chrome restores the focus.
  function close() {
    dialog.current?.close()
  }

  function closeProved() {
    isProved.current = true
    close()
  }

  return (
    <dialog
      ref={dialog}
      className="reverification"
      aria-labelledby={titleId}
      onClose={() => onClose(isProved.current)}
    >
      <h2 ref={title} id={titleId} tabIndex={-1} className="reverification__title">
        {t("reverificationTitle")}
      </h2>
      <Proof titleId={titleId} onProved={closeProved}>
        <Button look="inline" onClick={close}>
          {t("cancel")}
        </Button>
      </Proof>
    </dialog>
  )
}
