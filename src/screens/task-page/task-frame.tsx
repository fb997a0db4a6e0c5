import "~ui/page/styles"
import "./task-frame.css"

import type { ReactNode } from "react"

import { ExtensionMark } from "~ui/page/extension-mark"

type TaskFrameProps = { footer?: ReactNode; children: ReactNode }

/** One card, near the top third of the page. */
export function TaskFrame({ footer, children }: TaskFrameProps) {
  return (
    <div className="task-frame">
      <header>
        <ExtensionMark />
      </header>
      <main className="task-frame__card">
        {children}
        {footer}
      </main>
    </div>
  )
}
