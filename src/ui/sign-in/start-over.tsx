import { t } from "~messaging/translate"
import { Button } from "~ui/controls/button"
import { useCommand } from "~ui/use-command"

type StartOverProps = { look?: "inline" | "primary"; onStartOver?: () => void }

/** Leaves the sign-in or sign-up under way. */
export function StartOver({ look = "inline", onStartOver }: StartOverProps) {
  const cancel = useCommand("cancel-attempt")

  function startOver() {
    onStartOver?.()
    void cancel.send()
  }

  return (
    <Button look={look} isBusy={cancel.isSending} onClick={startOver}>
      {t("startOver")}
    </Button>
  )
}
