import { useEffect, useRef } from "react"

import { t } from "~i18n"
import { useOrganization } from "~react/use-organization"
import { usePages } from "~react/use-pages"
import { Memberships } from "~screens/choose-organization/memberships"
import { OrganizationsToCome } from "~screens/choose-organization/organization-list"
import { useTurn } from "~screens/choose-organization/use-turn"
import { ErrorNotice } from "~ui/controls/error-notice"
import { RetryNotice } from "~ui/controls/retry-notice"
import { Loading } from "~ui/page/loading"
import { PERSONAL_ACCOUNT, PersonalAccount } from "./personal-account"

/** The user's organizations, with the active one marked: pressing another switches to it, in every view. */
export function OrganizationSwitcher({ hasPersonalAccount }: { hasPersonalAccount: boolean }) {
  const { organization } = useOrganization()
  const memberships = usePages("list-memberships")
  const { data, error, isLoading, reload } = memberships
  const turn = useTurn({ onOutdated: reload })
  const currentId = organization?.id ?? null

  // A change from elsewhere may also have changed the list: the user may have been removed from the organization.
  const seenId = useRef(currentId)
  useEffect(() => {
    if (seenId.current !== currentId && !turn.isTaken) reload()
    seenId.current = currentId
  }, [currentId, turn.isTaken, reload])

  if (!data) {
    return (
      <OrganizationsToCome>
        {error ? <RetryNotice error={error} isBusy={isLoading} onRetry={reload} /> : <Loading />}
      </OrganizationsToCome>
    )
  }
  const shown = [PERSONAL_ACCOUNT, ...data.rows.map(({ organizationId }) => organizationId)]
  return (
    <>
      <ErrorNotice error={turn.errorWithout(shown)} />
      <Memberships pages={memberships} turn={turn} currentId={currentId}>
        {hasPersonalAccount && <PersonalAccount isCurrent={currentId === null} turn={turn} />}
      </Memberships>
      <p className="visually-hidden" role="status">
        {t("workingIn", organization?.name ?? t("personalAccount"))}
      </p>
    </>
  )
}
