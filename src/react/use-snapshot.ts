import { useSyncExternalStore } from "react"
import { isSnapshot } from "~session/is-snapshot"
import { NEVER_SYNCED, type SessionSnapshot, SNAPSHOT_KEY } from "~session/snapshot"

let latest: SessionSnapshot = NEVER_SYNCED
const listeners = new Set<() => void>()

/**
 * The session as the service worker last published it. The other hooks read it too; use this one for what they don't
 * return, for example how far a sign-in has come. `@clerk/react` has nothing like it.
 */
export function useSnapshot(): SessionSnapshot {
  return useSyncExternalStore(subscribe, read, read)
}

function read() {
  return latest
}

function subscribe(listener: () => void) {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

// The page waits for it, so it's read while the rest of the page is still loading. Unit tests have no Chrome.
if ("chrome" in globalThis) follow()

function follow() {
  chrome.storage.session.onChanged.addListener(({ [SNAPSHOT_KEY]: change }) => {
    if (change) show(change.newValue)
  })
  void chrome.storage.session.get(SNAPSHOT_KEY).then(({ [SNAPSHOT_KEY]: stored }) => {
    // A change may have overtaken this first read.
    if (isSnapshot(stored) && stored.revision > latest.revision) show(stored)
  })
}

function show(value: unknown) {
  latest = isSnapshot(value) ? value : NEVER_SYNCED
  for (const listener of listeners) listener()
}
