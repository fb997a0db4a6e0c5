import "./organization-list.css"

import { type ReactNode, useId } from "react"
import type { Pages } from "~react/use-pages"
import { PAGE_SIZE } from "~session/organization-lists"
import { RetryNotice } from "~ui/controls/retry-notice"
import { Pager } from "./pager"

type OrganizationListProps<Row> = {
  title: string
  hint?: string | undefined
  pages: Pages<Row>
  /** Rows above the list, on every page. */
  first?: ReactNode
  children: (row: Row) => ReactNode
}

/** Shown in place of the list until it arrives, with room for a few rows, so that little moves. */
export function OrganizationsToCome({ children }: { children: ReactNode }) {
  return <div className="organizations-to-come">{children}</div>
}

/** One page of a list of organizations; nothing if the list is empty. */
export function OrganizationList<Row>({ title, hint, pages, first, children }: OrganizationListProps<Row>) {
  const titleId = useId()
  const { data, error, isLoading, reload } = pages
  if (!data?.total && !first) return null
  const total = data?.total ?? 0
  const isPaged = total > PAGE_SIZE
  const look = [
    "choices organization-list__rows",
    isPaged && "organization-list__rows--paged",
    first && "organization-list__rows--led"
  ]

  return (
    <section className="organization-list" aria-labelledby={titleId}>
      <h2 id={titleId}>{title}</h2>
      {hint && <p className="muted small">{hint}</p>}
      <ul className={look.filter(Boolean).join(" ")} aria-labelledby={titleId} aria-busy={isLoading}>
        {first}
        {data?.rows.map(children)}
      </ul>
      <RetryNotice error={error} isBusy={isLoading} onRetry={reload} />
      {isPaged && <Pager pages={pages} total={total} label={title} />}
    </section>
  )
}
