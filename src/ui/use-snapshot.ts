import { useSyncExternalStore } from "react"

import { type SessionSnapshot, SNAPSHOT_KEY, SNAPSHOT_VERSION } from "~session/snapshot"

const notReadYet: SessionSnapshot = { version: SNAPSHOT_VERSION, revision: 0, status: "loading" }

let latest: SessionSnapshot = notReadYet
const listeners = new Set<() => void>()

/**
 * The session as the service worker last published it. The other hooks read it too; use this one for what they do not
 * tell, for example how far a sign-in has come.
 */
export function useSnapshot(): SessionSnapshot {
  return useSyncExternalStore(subscribe, () => latest)
}

function subscribe(listener: () => void) {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

// People wait for it, so it is read while the rest of the page is still being loaded. Unit tests have no Chrome.
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
  latest = isSnapshot(value) ? value : notReadYet
  for (const listener of listeners) listener()
}

function isSnapshot(value: unknown): value is SessionSnapshot {
  return (value as SessionSnapshot | undefined)?.version === SNAPSHOT_VERSION
}
