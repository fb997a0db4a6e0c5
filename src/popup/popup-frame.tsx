import "~ui/theme.css"
import "~ui/page/base.css"
import "~ui/controls/controls.css"
import "./popup-frame.css"

import type { ReactNode } from "react"

import { ExtensionMark } from "~ui/page/extension-mark"

export function PopupFrame({ children }: { children: ReactNode }) {
  return (
    <div className="popup">
      <header className="popup__header">
        <ExtensionMark />
      </header>
      <main className="popup__main">{children}</main>
    </div>
  )
}
