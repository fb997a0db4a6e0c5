import { t } from "~i18n"
import { useCommand } from "~react/use-command"
import type { Pages } from "~react/use-pages"
import type { InvitationRow } from "~session/organization-lists"
import { ChoiceRow } from "~ui/controls/choice-row"
import { Picture } from "~ui/controls/picture"
import { roleNameOf } from "~ui/controls/role-name"
import { OrganizationList } from "./organization-list"
import type { Turn } from "./use-turn"

/** Organizations that have invited the user: pressing one joins it and makes it active. */
export function Invitations({ pages, turn }: { pages: Pages<InvitationRow>; turn: Turn }) {
  return (
    <OrganizationList title={t("invitations")} pages={pages}>
      {(row) => <Invitation key={row.invitationId} row={row} turn={turn} />}
    </OrganizationList>
  )
}

function Invitation({ row, turn }: { row: InvitationRow; turn: Turn }) {
  const { invitationId, name, slug, imageUrl, roleName } = row
  const accept = useCommand("accept-invitation")

  return (
    <ChoiceRow
      name={name}
      picture={<Picture name={name} imageUrl={imageUrl} />}
      detail={[slug, roleNameOf(roleName)].filter(Boolean).join(" · ")}
      verb={t("join")}
      isBusy={accept.isSending}
      isBlocked={turn.isTaken}
      error={turn.errorOf(invitationId)}
      onPress={() => turn.take(invitationId, () => accept.send({ invitationId }))}
    />
  )
}
