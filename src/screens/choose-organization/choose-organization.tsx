import { useEffect, useEffectEvent, useState } from "react"

import { t } from "~i18n"
import type { MessageError } from "~messaging/message-error"
import { usePages } from "~react/use-pages"
import { useSnapshot } from "~react/use-snapshot"
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
import { useTurn } from "./use-turn"

/** Chooses an organization by itself where there is no choice, else leaves it to the user; also when that failed. */
export function ChooseOrganization() {
  const { exclusiveOrganizationId } = useTask().session
  const [ended, setEnded] = useState<{ error: MessageError | null } | null>(null)

  if (exclusiveOrganizationId && !ended) {
    return <ExclusiveOrganization onEnd={(error) => setEnded({ error })} />
  }
  return (
    <>
      <ErrorNotice error={ended?.error ?? null} />
      <Choices />
    </>
  )
}

/** All ways to an active organization: choose one, join one, ask to join one, create one. */
function Choices() {
  const { mayCreateOrganizations } = useTask().session.user
  const memberships = usePages("list-memberships")
  const invitations = usePages("list-invitations")
  const suggestions = usePages("list-suggestions")
  const [isCreating, setIsCreating] = useState(false)
  const [wasCreating, setWasCreating] = useState(false)

  const lists = [memberships, invitations, suggestions]
  const turn = useTurn({ onOutdated: () => reload(lists) })
  const missing = lists.filter(({ data, error }) => error && !data)
  const isReachable = useSnapshot().status === "pending"

  const reloadMissing = useEffectEvent(() => reload(missing))
  useEffect(() => {
    if (isReachable) reloadMissing()
  }, [isReachable])

  function leaveCreating() {
    setIsCreating(false)
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
  if (isEmpty && !mayCreateOrganizations) return <NothingToChoose lists={lists} />
  if (isEmpty) return <CreateOrganization />
  if (isCreating) return <CreateOrganization onBack={leaveCreating} />

  return (
    <>
      <ErrorNotice error={turn.outdated} />
      {missing[0] && (
        <RetryNotice error={missing[0].error} isBusy={missing[0].isLoading} onRetry={() => reload(missing)} />
      )}
      <Memberships pages={memberships} turn={turn} />
      <Invitations pages={invitations} turn={turn} />
      <Suggestions pages={suggestions} turn={turn} />
      {mayCreateOrganizations && (
        <Button autoFocus={wasCreating} isBlocked={turn.isTaken} onClick={() => setIsCreating(true)}>
          {t("createOrganization")}
        </Button>
      )}
    </>
  )
}

function reload(lists: { reload: () => void }[]) {
  for (const list of lists) list.reload()
}
