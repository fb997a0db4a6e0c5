import { useEffect, useState } from "react"
import { SNAPSHOT_KEY } from "~session/snapshot"

const EACH_MS = 1_000

/** What surrounds the worker now, as Chrome reports it. */
export type Surroundings = {
  /** In epoch milliseconds. */
  now: number
  isWorkerRunning: boolean
  /** The extension's open pages, such as `popup /popup.html`. */
  pages: string[]
  alarms: chrome.alarms.Alarm[]
  locks: { name: string; isHeld: boolean }[]
  /** Host permissions of the manifest, and whether the extension has them: users can take them away. */
  hosts: { pattern: string; isGranted: boolean }[]
  /** The version of what is stored as the snapshot; pages ignore other versions than theirs. */
  storedVersion: unknown
}

/** Asks Chrome each second. None of this wakes the worker. */
export function useSurroundings(): Surroundings | undefined {
  const [surroundings, setSurroundings] = useState<Surroundings>()

  useEffect(() => {
    const update = () => read().then(setSurroundings)
    void update()
    const timer = setInterval(update, EACH_MS)
    return () => clearInterval(timer)
  }, [])

  return surroundings
}

async function read(): Promise<Surroundings> {
  const [contexts, alarms, { held = [], pending = [] }, hosts, stored] = await Promise.all([
    chrome.runtime.getContexts({}),
    chrome.alarms.getAll(),
    navigator.locks.query(),
    Promise.all((chrome.runtime.getManifest().host_permissions ?? []).map(hostOf)),
    chrome.storage.session.get<Record<string, { version?: unknown } | undefined>>(SNAPSHOT_KEY)
  ])
  return {
    now: Date.now(),
    isWorkerRunning: contexts.some(({ contextType }) => contextType === "BACKGROUND"),
    pages: contexts.flatMap(({ contextType, documentUrl }) =>
      documentUrl ? `${contextType.toLowerCase().replace("_", " ")} ${pathOf(documentUrl)}` : []
    ),
    alarms,
    locks: [...held.map(lockOf(true)), ...pending.map(lockOf(false))],
    hosts,
    storedVersion: stored[SNAPSHOT_KEY]?.version
  }
}

async function hostOf(pattern: string) {
  return { pattern, isGranted: await chrome.permissions.contains({ origins: [pattern] }) }
}

// Without the query, which may contain anything.
function pathOf(url: string) {
  return url === location.href ? "of the inspector" : new URL(url).pathname
}

function lockOf(isHeld: boolean) {
  return ({ name = "" }: LockInfo) => ({ name, isHeld })
}
