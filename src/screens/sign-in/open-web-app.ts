import type { InstanceSettings } from "~session/snapshot"
import { showTab } from "~ui/show-tab"

/** The web app whose session the extension shares; `undefined` without a sync host. */
export function webAppOf({ homeUrl }: InstanceSettings): URL | undefined {
  if (!process.env.PLASMO_PUBLIC_CLERK_SYNC_HOST) return undefined
  // With the Frontend API as the sync host, as in Clerk's guide, Clerk tells where the web app is.
  const url = process.env.PLASMO_PUBLIC_CLERK_WEB_APP || homeUrl
  return url ? new URL(url) : undefined
}

/** Brings the web app to the front, in the tab that shows any page of it or in a new one. */
export function openWebApp({ href, origin }: URL): Promise<void> {
  return showTab(href, (address) => address.startsWith(`${origin}/`))
}
