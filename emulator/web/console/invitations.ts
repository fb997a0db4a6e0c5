import type { appInvitationState, waitlistState } from "../../control-api/app-invitations"
import { find, valuesOf } from "../element"
import { call, read } from "./api"
import { listRow } from "./list-row"
import { act } from "./message"
import { showRows } from "./rows"

type Invitation = ReturnType<typeof appInvitationState>
type Entry = ReturnType<typeof waitlistState>

export async function showInvitations() {
  const [invitations, waitlist] = await Promise.all([
    read<Invitation[]>("/app-invitations"),
    read<Entry[]>("/waitlist")
  ])
  showRows(find("invitation-rows", HTMLElement), invitations, ({ id }) => id, drawInvitation)
  showRows(find("waitlist-rows", HTMLElement), waitlist, ({ id }) => id, drawEntry)
  find("no-invitations", HTMLElement).hidden = invitations.length + waitlist.length > 0
}

export function startInvitations() {
  const form = find("invite", HTMLFormElement)
  form.addEventListener("submit", async (event) => {
    event.preventDefault()
    const values = valuesOf(form)
    const done = `Invited ${values.emailAddress}. The link is in the inbox.`
    if (await act(() => call("POST", "/app-invitations", values), done)) form.reset()
  })
}

const drawInvitation = ({ id, emailAddress, status }: Invitation) =>
  drawRow(
    emailAddress,
    status,
    status === "pending" && {
      label: "Revoke",
      of: `the invitation for ${emailAddress}`,
      run: () => call("POST", `/app-invitations/${id}/revoke`),
      done: `Revoked the invitation for ${emailAddress}.`
    }
  )

const drawEntry = ({ id, emailAddress, status }: Entry) =>
  drawRow(
    emailAddress,
    status,
    status === "pending" && {
      label: "Invite",
      of: emailAddress,
      run: () => call("POST", `/waitlist/${id}/invite`),
      done: `Invited ${emailAddress}. The link is in the inbox.`
    }
  )

const drawRow = (emailAddress: string, status: string, action: Parameters<typeof listRow>[2][number]) =>
  listRow(emailAddress, [status], [action])
