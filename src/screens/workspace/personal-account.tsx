import { t } from "~i18n"
import { useCommand } from "~react/use-command"
import type { Turn } from "~screens/choose-organization/use-turn"
import { ChoiceRow } from "~ui/controls/choice-row"
import { Picture } from "~ui/controls/picture"

/** The ID of its row, beside the IDs of organizations. */
export const PERSONAL_ACCOUNT = "personal-account"

/** First among the organizations: pressing it leaves them, for the user's personal account. */
export function PersonalAccount({ isCurrent, turn }: { isCurrent: boolean; turn: Turn }) {
  const choose = useCommand("choose-organization")
  return (
    <ChoiceRow
      name={t("personalAccount")}
      picture={<Picture name={t("personalAccount")} imageUrl={null} />}
      isCurrent={isCurrent}
      isBusy={choose.isSending}
      isBlocked={turn.isTaken}
      error={turn.errorOf(PERSONAL_ACCOUNT)}
      onPress={() => turn.take(PERSONAL_ACCOUNT, () => choose.send({ organizationId: null }))}
    />
  )
}
