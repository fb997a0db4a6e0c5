import { useContext } from "react"
import { t } from "~i18n"
import { useCommand } from "~react/use-command"
import { Button } from "~ui/controls/button"
import { DraftsContext, keepDraft } from "./drafts"
import { useStepError } from "./use-step-command"

type StartOverProps = { look?: "inline" | "primary" }

/**
 * Leaves the sign-in or sign-up under way, for the form that it began in. The next user may be someone else, so they have to consent
 * again.
 */
export function StartOver({ look = "inline" }: StartOverProps) {
  const cancel = useCommand("cancel-attempt")
  const { forget } = useStepError()
  const drafts = useContext(DraftsContext)

  function startOver() {
    forget()
    keepDraft(drafts, "legalAccepted", "")
    void cancel.send()
  }

  return (
    <Button look={look} isBusy={cancel.isSending} onClick={startOver}>
      {t("startOver")}
    </Button>
  )
}
