/**
 * Clerk's names of the ticket in links: of the page that an invitation leads to, now and long ago, and of the address
 * in the email itself, which leads there by way of Clerk.
 */
const PARAMETERS =
  /(?:[?&#](?:__clerk_ticket|__clerk_invitation_token)|\/tickets\/accept\?(?:[^#\s]*?&)?ticket)=([^&#\s]+)/

/** The ticket in the link of an invitation, or the ticket itself; `null` where there is none. */
export function ticketIn(text: string): string | null {
  const pasted = text.trim()
  // A link may stand within another one, as it does where clicks are counted.
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
