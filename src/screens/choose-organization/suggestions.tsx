import { useState } from "react"

import { t } from "~i18n"
import { useCommand } from "~react/use-command"
import type { Pages } from "~react/use-pages"
import type { SuggestionRow } from "~session/organization-lists"
import { ChoiceRow } from "~ui/controls/choice-row"
import { Picture } from "~ui/controls/picture"
import { OrganizationList } from "./organization-list"
import type { Turn } from "./use-turn"

/** Organizations that people with the user's email domain may ask to join: an admin has to approve it. */
export function Suggestions({ pages, turn }: { pages: Pages<SuggestionRow>; turn: Turn }) {
  return (
    <OrganizationList title={t("suggestions")} hint={t("suggestionsHint")} pages={pages}>
      {(row) => <Suggestion key={row.suggestionId} row={row} turn={turn} />}
    </OrganizationList>
  )
}

function Suggestion({ row, turn }: { row: SuggestionRow; turn: Turn }) {
  const { suggestionId, name, slug, imageUrl } = row
  const accept = useCommand("accept-suggestion")
  const [hasAsked, setHasAsked] = useState(false)
  const isRequested = row.isRequested || hasAsked

  async function ask() {
    const reply = await accept.send({ suggestionId })
    if (reply.ok) setHasAsked(reply.value.isRequested)
    return reply
  }

  return (
    <ChoiceRow
      name={name}
      picture={<Picture name={name} imageUrl={imageUrl} />}
      detail={isRequested ? t("waitingForApproval") : (slug ?? undefined)}
      verb={t(isRequested ? "requested" : "requestToJoin")}
      isSettled={isRequested}
      outcome={t("requestedToJoinOrganization", name)}
      isBusy={accept.isSending}
      isBlocked={turn.isTaken}
      error={turn.errorOf(suggestionId)}
      onPress={() => turn.take(suggestionId, ask)}
    />
  )
}
