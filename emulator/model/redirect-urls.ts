import { newId } from "./ids"
import type { Instance } from "./instance"

/** A URL in the settings, as the Backend API lists it. */
export type RedirectUrl = { id: string; url: string; createdAt: number }

/** The settings contain only the URLs. Each gets its id when it's first listed. */
export const redirectUrlsOf = (instance: Instance) =>
  instance.settings.redirectUrls.map((url) => recordOf(instance, url))

export function addRedirectUrl(instance: Instance, url: string) {
  setUrls(instance, [...instance.settings.redirectUrls, url])
  return recordOf(instance, url)
}

export function removeRedirectUrl(instance: Instance, { url }: RedirectUrl) {
  setUrls(
    instance,
    instance.settings.redirectUrls.filter((other) => other !== url)
  )
  instance.redirectUrls.delete(url)
}

function recordOf({ redirectUrls, clock }: Instance, url: string): RedirectUrl {
  const known = redirectUrls.get(url) ?? { id: newId("ru"), url, createdAt: clock.now() }
  redirectUrls.set(url, known)
  return known
}

function setUrls(instance: Instance, redirectUrls: string[]) {
  instance.settings = { ...instance.settings, redirectUrls }
}
