import type { Clerk } from "@clerk/clerk-js"
import { h } from "../element"
import { placeOf, signedIn } from "./clerk"
import { drawButton, drawForm } from "./form"

const PAGE = 10

/** Lists memberships, invitations and suggestions, with a form for a new organization. */
export async function chooseOrganization(clerk: Clerk) {
  const { user } = signedIn(clerk)
  const choose = async (organization: string) => {
    await clerk.setActive({ organization })
    // The task was pending when `setActive` started, so the SDK would use `taskUrls` to return to this page.
    location.assign(placeOf(clerk))
  }
  const [invitations, suggestions] = await Promise.all([
    user.getOrganizationInvitations({ status: "pending" }),
    user.getOrganizationSuggestions({ status: ["pending", "accepted"] })
  ])
  const memberships = h("ul")
  const more = drawButton("Show more", () => showPage())
  let shown = 0
  async function showPage() {
    const { data, total_count } = await user.getOrganizationMemberships({
      pageSize: PAGE,
      initialPage: shown / PAGE + 1
    })
    shown += PAGE
    memberships.append(
      ...data.map(({ organization, roleName }) =>
        h(
          "li",
          {},
          drawButton(
            organization.name,
            () => choose(organization.id),
            h("span", { class: "muted" }, roleName)
          )
        )
      )
    )
    more.hidden = shown >= total_count
  }
  await showPage()

  return h(
    "section",
    {},
    h("h1", {}, "Choose an organization"),
    memberships,
    more,
    h(
      "ul",
      {},
      ...invitations.data.map((invitation) =>
        h(
          "li",
          {},
          drawButton(`Join ${invitation.publicOrganizationData.name}`, async () => {
            await invitation.accept()
            await choose(invitation.publicOrganizationData.id)
          })
        )
      ),
      ...suggestions.data.map((suggestion) => drawSuggestion(suggestion))
    ),
    user.createOrganizationEnabled &&
      drawForm({
        fields: [{ name: "name", label: "New organization name", autocomplete: "organization" }],
        submit: "Create",
        run: async ({ name = "" }) => choose((await clerk.createOrganization({ name })).id)
      })
  )
}

type Suggestion = {
  status: string
  publicOrganizationData: { name: string }
  accept: () => Promise<unknown>
}

function drawSuggestion(suggestion: Suggestion): HTMLElement {
  const { name } = suggestion.publicOrganizationData
  if (suggestion.status === "accepted") return h("li", { class: "muted" }, `Requested: ${name}`)
  const row = h("li")
  row.append(
    drawButton(`Request to join ${name}`, async () => {
      await suggestion.accept()
      row.replaceWith(drawSuggestion(suggestion))
    })
  )
  return row
}
