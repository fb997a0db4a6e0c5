import { t } from "~i18n"
import { useCommand } from "~react/use-command"
import { OrganizationRow } from "~screens/choose-organization/organization-row"
import type { Turn } from "~screens/choose-organization/use-turn"

/** Stands first among the organizations: pressing it leaves them, for what is the user's own. */
export function PersonalAccount({ isCurrent, turn }: { isCurrent: boolean; turn: Turn }) {
  const choose = useCommand("choose-organization")
  return (
    <OrganizationRow
      name={t("personalAccount")}
      imageUrl={null}
      isCurrent={isCurrent}
      isBusy={choose.isSending}
      isBlocked={turn.isTaken}
      error={choose.error}
      onPress={() => turn.take(() => choose.send({ organizationId: null }))}
    />
  )
}
