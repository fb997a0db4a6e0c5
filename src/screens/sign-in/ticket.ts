/**
 * Clerk's names for the ticket in a link: on the page that an invitation leads to, current and former, and in the email's own link, which
 * goes there by way of Clerk.
 */
const PARAMETERS =
  /(?:[?&#](?:__clerk_ticket|__clerk_invitation_token)|\/tickets\/accept\?(?:[^#\s]*?&)?ticket)=([^&#\s]+)/

/** The ticket in an invitation's link, or the ticket itself; `null` if there is none. */
export function ticketIn(text: string): string | null {
  const pasted = text.trim()
  // A link may contain another one, for example to count clicks.
  for (let link = pasted, depth = 0; depth < 3; depth++) {
    const ticket = PARAMETERS.exec(link)?.[1]
    if (ticket) return decoded(ticket)
    link = decoded(link)
  }
  return /^[\w-]+(\.[\w-]+)*$/.test(pasted) ? pasted : null
}

function decoded(text: string) {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
