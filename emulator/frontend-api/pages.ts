import type { Call } from "./call"
import { paramValue } from "./errors"

/** Returns one page of a list, for the given `limit` and `offset`. */
export function pageOf<Item>(
  { query }: Pick<Call, "query">,
  items: Iterable<Item>,
  total: number,
  toJson: (item: Item) => object
) {
  const limit = whole(query, "limit", 10, 1, 500)
  const offset = whole(query, "offset", 0, 0, Number.MAX_SAFE_INTEGER)
  const data: object[] = []
  let index = 0
  for (const item of items) {
    if (index >= offset + limit) break
    if (index >= offset) data.push(toJson(item))
    index += 1
  }
  return { data, total_count: total }
}

/** Keeps the items with one of the requested statuses, or all items if none is requested. */
export function withStatus<Item>({ query }: Call, items: Item[], statusOf: (item: Item) => string) {
  const wanted = query.getAll("status")
  return wanted.length > 0 ? items.filter((item) => wanted.includes(statusOf(item))) : items
}

function whole(query: URLSearchParams, name: string, otherwise: number, min: number, max: number) {
  const text = query.get(name)
  if (text === null) return otherwise
  const value = Number(text)
  if (!/^\d+$/.test(text) || value < min || value > max) throw paramValue(name)
  return value
}
