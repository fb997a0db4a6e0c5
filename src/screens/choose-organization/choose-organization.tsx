import { useState } from "react"

import { t } from "~i18n"
import { usePages } from "~react/use-pages"
import { useRefresh } from "~react/use-refresh"
import { useTask } from "~screens/task-page/task"
import { Button } from "~ui/controls/button"
import { ErrorNotice } from "~ui/controls/error-notice"
import { RetryNotice } from "~ui/controls/retry-notice"
import { Loading } from "~ui/page/loading"
import { CreateOrganization } from "./create-organization"
import { ExclusiveOrganization } from "./exclusive-organization"
import { Invitations } from "./invitations"
import { Memberships } from "./memberships"
import { NothingToChoose } from "./nothing-to-choose"
import { OrganizationsToCome } from "./organization-list"
import { Suggestions } from "./suggestions"
import { type FailedChoice, useTurn } from "./use-turn"

/** Chooses an organization by itself if there is no choice; otherwise, and if that fails, the user does. */
export function ChooseOrganization() {
  const { exclusiveOrganizationId: id } = useTask().session
  const [failed, setFailed] = useState<FailedChoice | null>(null)

  if (id && !failed) return <ExclusiveOrganization onEnd={(error) => setFailed({ id, error })} />
  return <Choices failed={failed} />
}

/** All the ways to an active organization: choose one, join one, ask to join one, create one. */
function Choices({ failed }: { failed: FailedChoice | null }) {
  const { mayCreateOrganizations } = useTask().session.user
  const memberships = usePages("list-memberships")
  const invitations = usePages("list-invitations")
  const suggestions = usePages("list-suggestions")
  /** `first`: because there was nothing to choose. */
  const [creating, setCreating] = useState<"first" | "another" | null>(null)
  const [wasCreating, setWasCreating] = useState(false)

  const lists = [memberships, invitations, suggestions]
  const turn = useTurn({ failed, onOutdated: () => reload(lists) })
  const missing = lists.filter(({ data, error }) => error && !data)
  useRefresh(() => refresh(lists), { isPaused: turn.isTaken })

  function leaveCreating() {
    setCreating(null)
    // The focus goes back to where it came from.
    setWasCreating(true)
  }

  if (lists.some(({ data, error }) => !data && !error)) {
    return (
      <OrganizationsToCome>
        <Loading />
      </OrganizationsToCome>
    )
  }

  const isEmpty = lists.every(({ data }) => data?.total === 0)
  if (isEmpty && mayCreateOrganizations && !creating) setCreating("first")
  const shown = [
    memberships.data?.rows.map(({ organizationId }) => organizationId),
    invitations.data?.rows.map(({ invitationId }) => invitationId),
    suggestions.data?.rows.map(({ suggestionId }) => suggestionId)
  ].flatMap((ids = []) => ids)
  const error = <ErrorNotice error={turn.errorWithout(shown)} />

  if (isEmpty && !mayCreateOrganizations) {
    return (
      <>
        {error}
        <NothingToChoose lists={lists} />
      </>
    )
  }
  if (creating) {
    return (
      <>
        {creating === "first" && error}
        {/* Updates to the lists don't interrupt users who are typing. */}
        <CreateOrganization isFirst={creating === "first"} onBack={isEmpty ? undefined : leaveCreating} />
      </>
    )
  }
  return (
    <>
      {error}
      {missing[0] && (
        <RetryNotice error={missing[0].error} isBusy={missing[0].isLoading} onRetry={() => reload(missing)} />
      )}
      <Memberships pages={memberships} turn={turn} />
      <Invitations pages={invitations} turn={turn} />
      <Suggestions pages={suggestions} turn={turn} />
      {mayCreateOrganizations && (
        <Button autoFocus={wasCreating} isBlocked={turn.isTaken} onClick={() => setCreating("another")}>
          {t("createOrganization")}
        </Button>
      )}
    </>
  )
}

function refresh(lists: { refresh: () => void }[]) {
  for (const list of lists) list.refresh()
}

function reload(lists: { reload: () => void }[]) {
  for (const list of lists) list.reload()
}
