import { t } from "~messaging/translate"
import { Button } from "~ui/button"
import { useCommand } from "~ui/use-command"

/** Leaves the sign-in or sign-up under way. */
export function StartOver({ look = "inline" }: { look?: "inline" | "primary" }) {
  const cancel = useCommand("cancel-attempt")
  return (
    <Button look={look} isBusy={cancel.isSending} onClick={() => cancel.send()}>
      {t("startOver")}
    </Button>
  )
}
