import "~ui/page/styles"
import "./task-frame.css"

import type { ReactNode } from "react"

import { SessionNotices } from "~screens/account/session-notices"
import { ExtensionMark } from "~ui/page/extension-mark"
import { PageContent } from "~ui/page/page-content"

type TaskFrameProps = { title: string; children: ReactNode }

/** One card, near the top third of the page. */
export function TaskFrame({ title, children }: TaskFrameProps) {
  return (
    <div className="task-frame">
      <header>
        <ExtensionMark />
      </header>
      <main className="task-frame__card">
        <PageContent title={title}>
          <SessionNotices />
          {children}
        </PageContent>
      </main>
    </div>
  )
}
