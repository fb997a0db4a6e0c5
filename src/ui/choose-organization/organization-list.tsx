import { type ReactNode, useId } from "react"

import { PAGE_SIZE } from "~session/organization-lists"
import type { Pages } from "~ui/use-pages"
import { ListError } from "./list-error"
import { Pager } from "./pager"

type OrganizationListProps<Row> = {
  title: string
  hint?: string
  pages: Pages<Row>
  children: (row: Row) => ReactNode
}

/** One page of a list of organizations; nothing when the list is empty. */
export function OrganizationList<Row>({ title, hint, pages, children }: OrganizationListProps<Row>) {
  const titleId = useId()
  const { data, isLoading } = pages
  if (!data?.total) return null
  const isPaged = data.total > PAGE_SIZE

  return (
    <section className="organization-list" aria-labelledby={titleId}>
      <h2 id={titleId}>{title}</h2>
      {hint && <p className="muted small">{hint}</p>}
      <ul
        className={
          isPaged ? "organization-list__rows organization-list__rows--paged" : "organization-list__rows"
        }
        aria-labelledby={titleId}
        aria-busy={isLoading}
      >
        {data.rows.map(children)}
      </ul>
      <ListError list={pages} />
      {isPaged && <Pager pages={pages} total={data.total} label={title} />}
    </section>
  )
}
