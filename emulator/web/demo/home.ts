import type { Clerk } from "@clerk/clerk-js"
import { h } from "../element"
import { drawAccount } from "./account"
import { ADD, placeOf, SIGN_IN } from "./clerk"
import { drawButton } from "./form"

/** Shows what the SDK knows about the session, and the response of a protected endpoint. */
export function homePage(clerk: Clerk) {
  const page = h("div")
  let shown = ""
  const show = () => {
    const { session } = clerk
    const state = [session?.id, session?.status, session?.currentTask?.key, clerk.organization?.id].join()
    if (page.childElementCount > 0 && state === shown) return
    shown = state
    page.replaceChildren(...(session ? drawSession(clerk) : drawSignedOut()))
  }
  clerk.addListener(show)
  show()
  return page
}

const drawSignedOut = () => [
  h("h1", {}, "Signed out"),
  h("a", { class: "button primary", href: SIGN_IN }, "Sign in"),
  drawProtected(async () => null)
]

function drawSession(clerk: Clerk) {
  const { session, user, organization } = clerk
  const tasks = session?.tasks?.map(({ key }) => key).join(", ")
  const fact = (name: string, value: string | null | undefined) => [
    h("dt", {}, name),
    h("dd", {}, value || "none")
  ]
  return [
    h("h1", {}, session?.status === "pending" ? "Almost signed in" : `Welcome, ${user?.firstName ?? "you"}`),
    h(
      "dl",
      {},
      ...fact("Session", session?.id),
      ...fact("Status", session?.status),
      ...fact("Tasks", tasks),
      ...fact("Organization", organization?.name)
    ),
    ...(session?.currentTask
      ? [h("a", { class: "button primary", href: placeOf(clerk) }, "Complete the current task")]
      : [drawSwitch(clerk)]),
    drawProtected(async () => session?.getToken() ?? null),
    drawAccount(clerk)
  ]
}

/** Switches organizations, and accounts if several are signed in. */
function drawSwitch(clerk: Clerk) {
  const memberships = clerk.user?.organizationMemberships ?? []
  const others = (clerk.client?.signedInSessions ?? []).filter(({ id }) => id !== clerk.session?.id)
  return h(
    "section",
    {},
    ...(memberships.length > 0 ? [drawOrganizations(clerk)] : []),
    clerk.__internal_environment?.authConfig.singleSessionMode === false &&
      h("a", { class: "way", href: SIGN_IN + ADD }, "Add another account"),
    ...others.map((session) =>
      drawButton(`Switch to ${session.publicUserData.identifier}`, () =>
        clerk.setActive({ session: session.id, redirectUrl: placeOf(clerk) })
      )
    )
  )
}

function drawOrganizations(clerk: Clerk) {
  const choices = (clerk.user?.organizationMemberships ?? []).map(({ organization }) =>
    h(
      "option",
      { value: organization.id, selected: organization.id === clerk.organization?.id },
      organization.name
    )
  )
  const personal = h("option", { value: "", selected: !clerk.organization }, "Personal account")
  const select = h("select", {}, personal, ...choices)
  select.addEventListener("change", () => void clerk.setActive({ organization: select.value || null }))
  return h("label", {}, "Organization", select)
}

function drawProtected(getToken: () => Promise<string | null>) {
  const answer = h("pre", { role: "status" })
  const ask = async () => {
    const token = await getToken()
    const response = await fetch(
      "/demo/api/whoami",
      token ? { headers: { authorization: `Bearer ${token}` } } : {}
    )
    answer.textContent = `${response.status} ${JSON.stringify(await response.json(), null, 2)}`
  }
  void ask()
  return h(
    "section",
    {},
    h("h2", {}, "Response from a protected endpoint"),
    answer,
    drawButton("Refresh", ask)
  )
}
