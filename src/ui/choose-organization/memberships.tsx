import { t } from "~messaging/translate"
import type { MembershipRow } from "~session/organization-lists"
import { useCommand } from "~ui/use-command"
import type { Pages } from "~ui/use-pages"
import { OrganizationList } from "./organization-list"
import { OrganizationRow } from "./organization-row"
import type { Turn } from "./use-turn"

/** The organizations that the user belongs to: pressing one makes it the active one. */
export function Memberships({ pages, turn }: { pages: Pages<MembershipRow>; turn: Turn }) {
  return (
    <OrganizationList title={t("yourOrganizations")} pages={pages}>
      {(row) => <Membership key={row.organizationId} row={row} turn={turn} />}
    </OrganizationList>
  )
}

function Membership({ row, turn }: { row: MembershipRow; turn: Turn }) {
  const { organizationId, name, imageUrl, roleName } = row
  const choose = useCommand("choose-organization")

  return (
    <OrganizationRow
      name={name}
      imageUrl={imageUrl}
      detail={roleName}
      isBusy={choose.isSending}
      isBlocked={turn.isTaken}
      error={choose.error}
      onPress={() => turn.take(() => choose.send({ organizationId }))}
    />
  )
}
