import type { InstanceSettings } from "~session/snapshot"
import { showTab } from "~ui/show-tab"

/** The web app whose session the extension shares; `undefined` without a sync host. */
export function webAppOf({ homeUrl }: InstanceSettings): URL | undefined {
  if (!process.env.PLASMO_PUBLIC_CLERK_SYNC_HOST) return undefined
  // If the Frontend API is the sync host, as in Clerk's guide, Clerk's settings contain the web app's address.
  const url = process.env.PLASMO_PUBLIC_CLERK_WEB_APP || homeUrl
  return url ? new URL(url) : undefined
}

/** Brings the web app to the front, in a tab that shows any of its pages or in a new one. */
export function openWebApp({ href, origin }: URL): Promise<void> {
  return showTab(href, (address) => address.startsWith(`${origin}/`))
}
