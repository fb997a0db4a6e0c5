import type { ReactNode } from "react"
import { renderToStaticMarkup } from "react-dom/server"
import { vi } from "vitest"
import { type SessionState, SNAPSHOT_KEY, SNAPSHOT_VERSION } from "~session/snapshot"

/** A page that has just opened while the session is like this. */
export async function pageWith(state: SessionState) {
  await chrome.storage.session.set({ [SNAPSHOT_KEY]: { ...state, version: SNAPSHOT_VERSION, revision: 1 } })
  // A page reads the snapshot once, when it loads.
  vi.resetModules()
  await import("~react/use-snapshot")
  await new Promise((resolve) => setTimeout(resolve))
}

/** What a hook returns on that page. */
export function renderHook<Value>(hook: () => Value): Value {
  const values: Value[] = []
  renderToStaticMarkup(<Probe run={() => values.push(hook())} />)
  return values[0] as Value
}

function Probe({ run }: { run: () => void }) {
  run()
  return null
}

/** That page's text. */
export function textOf(children: ReactNode): string {
  return renderToStaticMarkup(children)
    .replace(/<[^>]*>/g, "")
    .replaceAll("&#x27;", "'")
}
