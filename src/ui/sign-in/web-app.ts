import type { InstanceSettings } from "~session/snapshot"

/** The web app whose session the extension shares; `undefined` without a sync host. */
export function webAppOf({ homeUrl }: InstanceSettings): URL | undefined {
  if (!process.env.PLASMO_PUBLIC_CLERK_SYNC_HOST) return undefined
  // With the Frontend API as the sync host, as in Clerk's guide, Clerk tells where the web app is.
  const url = process.env.PLASMO_PUBLIC_CLERK_WEB_APP || homeUrl
  return url ? new URL(url) : undefined
}

/** Brings the web app to the front, in the tab that shows it already or in a new one. */
export async function openWebApp({ href, origin }: URL): Promise<void> {
  const [open] = await chrome.tabs.query({ url: `${origin}/*` })
  if (open?.id === undefined) {
    await chrome.tabs.create({ url: href })
    return
  }
  await chrome.tabs.update(open.id, { active: true })
  await chrome.windows.update(open.windowId, { focused: true })
}
