import type { ReactNode } from "react"

let shown: Promise<Awaited<ReactNode>> | undefined

/**
 * The popup with a button that opens the inspector in a tab; in that tab, the inspector. It's a view of the popup's page, so that no build
 * needs another page for it.
 *
 * Other builds contain nothing of the inspector, because it's imported within the condition, and because this file imports no code.
 */
export function withInspector(popup: Awaited<ReactNode>): Awaited<ReactNode> | Promise<Awaited<ReactNode>> {
  if (!process.env.PLASMO_PUBLIC_INSPECTOR) return popup
  shown ??= import("./inspected-popup").then(({ inspectedPopup }) => inspectedPopup(popup))
  // React shows what a promise resolves to, if it's the same promise each time.
  return shown
}
