import { apiError, paramValue } from "../frontend-api/errors"
import { pageOf } from "../frontend-api/pages"
import type { Call } from "./call"

const MAX_VALUES = 100

export const page = <Item>(call: Call, items: Item[], toJson: (item: Item) => object) =>
  pageOf(call, items, items.length, toJson)

/** Some lists are bare arrays, unless the caller asks for pages. */
export function pageOrArray<Item>(call: Call, items: Item[], toJson: (item: Item) => object) {
  const found = page(call, items, toJson)
  return call.query.get("paginated") === "true" ? found : found.data
}

/** Sorts by the `order_by` parameter, such as `-created_at`. By default, the newest items come first. */
export function ordered<Item>(
  { query }: Call,
  items: Item[],
  keys: Record<string, (item: Item) => string | number | null>
) {
  // A raw `+` in a query means a space.
  const [, sign, name = ""] = /^([+ -]?)(.*)$/.exec(query.get("order_by") ?? "-created_at") ?? []
  const keyOf = Object.hasOwn(keys, name) ? keys[name] : undefined
  if (!keyOf) throw paramValue("order_by")
  const compare = (one: Item, other: Item) => {
    const [a, b] = [keyOf(one) ?? "", keyOf(other) ?? ""]
    return a < b ? -1 : a > b ? 1 : 0
  }
  const sorted = [...items].sort(compare)
  return sign === "-" ? sorted.reverse() : sorted
}

/** Whether any of an item's values is among those that a parameter lists. Without the parameter, every item is. */
export function among({ query }: Call, name: string) {
  const wanted = valuesOf(query, name)
  return (...values: (string | null)[]) =>
    wanted.length === 0 || values.some((value) => value !== null && wanted.includes(value))
}

/** The same for ids with a sign: `+user_1` or `user_1` includes an item, and `-user_1` excludes it. */
export function amongSigned({ query }: Call, name: string) {
  const given = valuesOf(query, name)
  const excluded = given.filter((id) => id.startsWith("-")).map((id) => id.slice(1))
  const included = given.filter((id) => !id.startsWith("-")).map((id) => id.replace(/^[+ ]/, ""))
  return (...values: (string | null)[]) => {
    const isAny = (ids: string[]) => values.some((value) => value !== null && ids.includes(value))
    return (included.length === 0 || isAny(included)) && !isAny(excluded)
  }
}

/** Whether a text contains the parameter's value, in any case. */
export function containing({ query }: Call, name: string) {
  const wanted = query.get(name)?.toLowerCase()
  return (...texts: (string | null)[]) =>
    !wanted || texts.some((text) => text?.toLowerCase().includes(wanted))
}

/** The value of a parameter that has to be one of these. */
export function choice<const Value extends string>({ query }: Call, name: string, values: readonly Value[]) {
  const given = query.get(name)
  const found = values.find((value) => value === given)
  if (given !== null && found === undefined) throw paramValue(name)
  return found
}

function valuesOf(query: URLSearchParams, name: string) {
  const values = query.getAll(name)
  if (values.length <= MAX_VALUES) return values
  throw apiError(422, "form_param_duplicate", `${name} can have at most ${MAX_VALUES} values.`, {
    param: name
  })
}
