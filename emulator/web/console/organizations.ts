import type { OrganizationRow, UserRow } from "../../control-api/pages"
import { find, h, valuesOf } from "../element"
import { actionButton } from "./action"
import { call, read } from "./api"
import { copyable } from "./copy"
import { createList } from "./list"
import { act } from "./message"
import { showRows } from "./rows"

const list = createList<OrganizationRow>({
  name: "organization",
  page: 10,
  draw: drawOrganization,
  whenEmpty: "No organizations yet."
})

export async function showOrganizations() {
  const organizations = await list.show()
  showRows(
    find("organization-names", HTMLElement),
    organizations,
    ({ id }) => id,
    ({ slug, name }) => h("option", { value: slug }, name)
  )
}

export function startOrganizations(refresh: () => void) {
  list.start(refresh)
  const form = find("add-organization", HTMLFormElement)
  form.addEventListener("submit", async (event) => {
    event.preventDefault()
    const values = valuesOf(form)
    const isDone = await act(() => call("POST", "/organizations", values), `Added ${values.name}.`)
    if (isDone) form.reset()
  })
  const placement = find("add-place", HTMLFormElement)
  placement.addEventListener("submit", async (event) => {
    event.preventDefault()
    const { user, organization, as } = valuesOf(placement)
    const isDone = await act(
      () => place(String(user), String(organization), String(as)),
      `Added ${user} to ${organization}.`
    )
    if (isDone) placement.reset()
  })
}

/** Adds the user as a member or an admin, or creates an invitation or a suggestion. */
async function place(identifier: string, organization: string, as: string) {
  const query = new URLSearchParams({ search: identifier, limit: "500" })
  const { data } = await read<{ data: UserRow[] }>(`/users?${query}`)
  const user = data.find((candidate) => candidate.identifier === identifier.trim().toLowerCase())
  if (!user) throw new Error(`No user is called "${identifier}".`)
  const list = as === "invitation" ? "invitations" : as === "suggestion" ? "suggestions" : "memberships"
  const role = as === "admin" ? "org:admin" : "org:member"
  return call("PATCH", `/users/${user.id}`, { [list]: [{ organization, role }] })
}

function drawOrganization({ id, name, slug, membersCount }: OrganizationRow) {
  const remove = () => call("DELETE", `/organizations/${id}`)
  return h(
    "tr",
    {},
    h("th", { scope: "row" }, name),
    h("td", {}, h("code", {}, slug)),
    h("td", {}, copyable(id)),
    h("td", { class: "number" }, String(membersCount)),
    h(
      "td",
      {},
      h(
        "div",
        { class: "actions" },
        actionButton({ label: "Delete", of: name, run: remove, done: `Deleted ${name}.` })
      )
    )
  )
}
