import { useState } from "react"

import type { AnswerOf, QueryName } from "~messaging/contracts"
import { type ListPage, PAGE_SIZE } from "~session/organization-lists"
import type { Query } from "./use-answer"
import { useQuery } from "./use-query"

/** Queries that answer with one page of a list. */
type ListName = {
  [Name in QueryName]: AnswerOf<Name> extends ListPage<unknown> ? Name : never
}[QueryName]

type Row<Name extends ListName> = AnswerOf<Name> extends ListPage<infer R> ? R : never

/** A list that is read page by page; `offset` counts the rows before the current page. */
export type Pages<R> = Query<ListPage<R>> & {
  offset: number
  hasPrevious: boolean
  hasNext: boolean
  previous: () => void
  next: () => void
}

/** Reads one of Clerk's lists, one page at a time. The current page stays until the next has arrived. */
export function usePages<Name extends ListName>(name: Name): Pages<Row<Name>> {
  const [wanted, setWanted] = useState(0)
  const [shown, setShown] = useState(0)
  const query = useQuery(name, { offset: wanted }) as Query<ListPage<Row<Name>>>
  const { data, isLoading } = query
  const total = data?.total ?? 0

  const lastOffset = Math.max(0, Math.ceil(total / PAGE_SIZE) - 1) * PAGE_SIZE
  if (data && !isLoading) {
    // Rows may have been removed since, and the requested page with them.
    if (wanted > lastOffset) setWanted(lastOffset)
    else if (!query.error && shown !== wanted) setShown(wanted)
  }

  return {
    ...query,
    offset: shown,
    hasPrevious: shown > 0,
    hasNext: shown + PAGE_SIZE < total,
    previous: () => setWanted(Math.max(0, shown - PAGE_SIZE)),
    next: () => setWanted(shown + PAGE_SIZE)
  }
}
