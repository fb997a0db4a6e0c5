import type { ReactNode } from "react"

import { t } from "~i18n"
import { useCommand } from "~react/use-command"
import type { Pages } from "~react/use-pages"
import type { MembershipRow } from "~session/organization-lists"
import { ChoiceRow } from "~ui/controls/choice-row"
import { Picture } from "~ui/controls/picture"
import { roleNameOf } from "~ui/controls/role-name"
import { OrganizationList } from "./organization-list"
import type { Turn } from "./use-turn"

type MembershipsProps = {
  pages: Pages<MembershipRow>
  turn: Turn
  /** The organization that is already active. */
  currentId?: string | null | undefined
  /** Rows above them. */
  children?: ReactNode
}

/** Organizations the user belongs to: pressing one makes it active. */
export function Memberships({ pages, turn, currentId = null, children }: MembershipsProps) {
  return (
    <OrganizationList title={t("yourOrganizations")} pages={pages} first={children}>
      {(row) => (
        <Membership
          key={row.organizationId}
          row={row}
          turn={turn}
          isCurrent={row.organizationId === currentId}
        />
      )}
    </OrganizationList>
  )
}

type MembershipProps = { row: MembershipRow; turn: Turn; isCurrent: boolean }

function Membership({ row, turn, isCurrent }: MembershipProps) {
  const { organizationId, name, imageUrl, roleName } = row
  const choose = useCommand("choose-organization")

  return (
    <ChoiceRow
      name={name}
      picture={<Picture name={name} imageUrl={imageUrl} />}
      detail={roleNameOf(roleName)}
      isCurrent={isCurrent}
      isBusy={choose.isSending}
      isBlocked={turn.isTaken}
      error={turn.errorOf(organizationId)}
      onPress={() => turn.take(organizationId, () => choose.send({ organizationId }))}
    />
  )
}
