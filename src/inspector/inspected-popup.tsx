import "./inspected-popup.css"

import type { ReactNode } from "react"
import { Button } from "~ui/controls/button"
import { showTab } from "~ui/show-tab"
import { Inspector } from "./inspector"

const inspectorUrl = () => chrome.runtime.getURL("/popup.html#inspector")

/** What the popup's page shows. The inspector's texts are in English and not in `locales`, because users never see them. */
export function inspectedPopup(popup: ReactNode) {
  if (location.href === inspectorUrl()) return <Inspector />
  return (
    <>
      {popup}
      <OpenInspector />
    </>
  )
}

function OpenInspector() {
  return (
    <aside className="open-inspector" lang="en" dir="ltr">
      <Button look="inline" onClick={() => showTab(inspectorUrl(), (address) => address === inspectorUrl())}>
        Inspector
      </Button>
    </aside>
  )
}
