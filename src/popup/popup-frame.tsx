import "~ui/theme.css"
import "~ui/page/base.css"
import "~ui/controls/controls.css"
import "./popup-frame.css"

import type { ReactNode } from "react"

import { ExtensionMark } from "~ui/page/extension-mark"

type PopupFrameProps = { isPanel?: boolean; children: ReactNode }

const popup = process.env.PLASMO_PUBLIC_CLERK_SYNC_HOST ? "popup popup--tall" : "popup"

export function PopupFrame({ isPanel = false, children }: PopupFrameProps) {
  return (
    <div className={isPanel ? "popup popup--panel" : popup}>
      <header className="popup__header">
        <ExtensionMark />
      </header>
      <main className="popup__main">{children}</main>
    </div>
  )
}
