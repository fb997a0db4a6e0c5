import type { UserRow } from "../../control-api/pages"
import { find, h, valuesOf } from "../element"
import { actionButton } from "./action"
import { call } from "./api"
import { copyable } from "./copy"
import { createList } from "./list"
import { act } from "./message"

const list = createList<UserRow>({
  name: "user",
  page: 50,
  draw: drawUser,
  whenEmpty: "No users yet. Add one below, or choose another seed."
})

export const showUsers = list.show

export function startUsers(refresh: () => void) {
  list.start(refresh)
  const form = find("add-user", HTMLFormElement)
  form.addEventListener("submit", async (event) => {
    event.preventDefault()
    const { organization, ...user } = valuesOf(form)
    const memberships = organization ? { memberships: [organization] } : {}
    const isDone = await act(() => call("POST", "/users", { ...user, ...memberships }), added)
    if (isDone) form.reset()
  })
}

/** These secrets can't be shown again. */
function added({ identifier, totpSecret, backupCodes }: NewUser) {
  return [
    `Added ${identifier}.`,
    totpSecret && `Authenticator app secret: ${totpSecret}.`,
    backupCodes && `Backup codes: ${backupCodes.join(", ")}.`
  ]
    .filter(Boolean)
    .join(" ")
}

type NewUser = { identifier: string; totpSecret?: string; backupCodes?: string[] }

function drawUser(user: UserRow) {
  const { id, identifier, firstName, lastName, sessions } = user
  const name = [firstName, lastName].filter(Boolean).join(" ")
  return h(
    "tr",
    {},
    h(
      "th",
      { scope: "row" },
      name && h("span", { class: "name" }, name),
      h("span", { class: "email" }, identifier),
      copyable(id),
      h("span", { class: "tags" }, ...tagsOf(user))
    ),
    h(
      "td",
      {},
      sessions.length === 0
        ? h("span", { class: "muted" }, "No session")
        : h("ul", { class: "sessions" }, ...sessions.map((session) => drawSession(session, identifier)))
    ),
    h("td", {}, h("div", { class: "actions" }, ...actionsOf(user)))
  )
}

function tagsOf(user: UserRow) {
  const { memberships, invitations, suggestions } = user
  const counted = (count: number, what: string) => count > 0 && `${count} ${what}${count > 1 ? "s" : ""}`
  const warnings = [
    user.passwordCompromised && "password compromised",
    user.banned && "banned",
    user.locked && "locked"
  ]
  const facts = [
    !user.hasPassword && "no password",
    user.totp && "authenticator app",
    user.phoneNumbers.some((phone) => phone.reservedForSecondFactor) && "text messages",
    user.backupCodesLeft > 0 && `${user.backupCodesLeft} backup codes`,
    !user.createOrganizationEnabled && "can't create organizations",
    ...user.externalAccounts.map(({ provider }) => `connected to ${provider.replace("custom_", "")}`),
    ...user.enterpriseAccounts.map(() => "single sign-on"),
    counted(memberships.length, "organization"),
    counted(invitations.filter(({ status }) => status === "pending").length, "invitation"),
    counted(suggestions.filter(({ status }) => status === "pending").length, "suggestion")
  ]
  const tag = (className: string) => (text: string | false) => text && h("span", { class: className }, text)
  return [...warnings.map(tag("tag danger")), ...facts.map(tag("tag"))]
}

function drawSession(session: UserRow["sessions"][number], identifier: string) {
  const revoke = () => call("POST", `/sessions/${session.id}/revoke`)
  return h(
    "li",
    {},
    h("span", { class: `status ${session.status}` }, session.status),
    ...session.tasks.map(({ key }) => h("code", { class: "tag task" }, key)),
    session.organization && h("span", { class: "muted" }, `in ${session.organization}`),
    actionButton({
      label: "Revoke",
      of: session.id,
      run: revoke,
      done: `Revoked a session for ${identifier}.`
    }),
    copyable(session.id)
  )
}

function actionsOf({ id, identifier, hasPassword, passwordCompromised, banned, locked }: UserRow) {
  const change = (patch: object) => () => call("PATCH", `/users/${id}`, patch)
  const password = passwordCompromised
    ? { label: "Mark password safe", done: `Marked the password for ${identifier} as safe.` }
    : { label: "Mark password compromised", done: `Marked the password for ${identifier} as compromised.` }
  const ban = banned
    ? { label: "Unban", done: `${identifier} can sign in again.` }
    : { label: "Ban", done: `Banned ${identifier} and signed them out everywhere.` }
  const lock = locked
    ? { label: "Unlock", done: `${identifier} can sign in again.` }
    : { label: "Lock", done: `Locked ${identifier} for one hour and signed them out everywhere.` }
  const remove = { label: "Delete", done: `Deleted ${identifier}.` }
  return [
    hasPassword &&
      actionButton({
        ...password,
        of: identifier,
        key: "password",
        run: change({ passwordCompromised: !passwordCompromised })
      }),
    actionButton({ ...ban, of: identifier, key: "ban", run: change({ banned: !banned }) }),
    actionButton({ ...lock, of: identifier, key: "lock", run: change({ locked: !locked }) }),
    actionButton({ ...remove, of: identifier, run: () => call("DELETE", `/users/${id}`) })
  ]
}
