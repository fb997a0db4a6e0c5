import * as v from "valibot"
import type { Instance } from "../model/instance"
import { isLive } from "../model/session"
import { organizationState, sessionState, userState } from "./state"

const whole = (max: number) => v.pipe(v.string(), v.digits(), v.transform(Number), v.maxValue(max))

/** The query parameters of a list. */
export const PageQuery = v.strictObject({
  /** Matches any part of a name or an identifier. */
  search: v.optional(v.string(), ""),
  limit: v.optional(whole(500), "50"),
  offset: v.optional(whole(Number.MAX_SAFE_INTEGER), "0")
})

type PageQuery = v.InferOutput<typeof PageQuery>

export type UserRow = ReturnType<typeof usersPage>["data"][number]
export type OrganizationRow = ReturnType<typeof organizationsPage>["data"][number]

/** A page of users, newest last, each with their live sessions. */
export function usersPage(instance: Instance, query: PageQuery) {
  const { total, data } = pageOf(instance.users.values(), query, (user) => [
    user.id,
    user.firstName,
    user.lastName,
    user.username,
    ...user.emailAddresses.map((email) => email.emailAddress),
    ...user.phoneNumbers.map((phone) => phone.phoneNumber)
  ])
  const live = [...instance.sessions.values()].filter((session) => isLive(instance, session))
  return {
    total,
    data: data.map((user) => ({
      ...userState(user, instance),
      sessions: live
        .filter((session) => session.user === user)
        .map((session) => ({
          ...sessionState(session, instance),
          organization: instance.organizations.get(session.activeOrganizationId ?? "")?.name ?? null
        }))
    }))
  }
}

export function organizationsPage(instance: Instance, query: PageQuery) {
  const { total, data } = pageOf(instance.organizations.values(), query, ({ id, name, slug, domain }) => [
    id,
    name,
    slug,
    domain
  ])
  return { total, data: data.map(organizationState) }
}

function pageOf<Item>(
  items: Iterable<Item>,
  { search, limit, offset }: PageQuery,
  textsOf: (item: Item) => (string | null)[]
) {
  const wanted = search.trim().toLowerCase()
  const found = [...items].filter((item) =>
    textsOf(item).some((text) => text?.toLowerCase().includes(wanted))
  )
  return { total: found.length, data: found.slice(offset, offset + limit) }
}
