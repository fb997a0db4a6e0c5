import "~ui/page/styles"
import "./session-frame.css"

import type { ReactNode } from "react"

import { SessionNotices } from "~screens/account/session-notices"
import { ExtensionMark } from "~ui/page/extension-mark"
import { PageContent } from "~ui/page/page-content"

type SessionFrameProps = { title: string; isPanel?: boolean; children: ReactNode }

const ofPopup =
  process.env.PLASMO_PUBLIC_CLERK_SYNC_HOST || process.env.PLASMO_PUBLIC_CLERK_SSO
    ? "session-frame session-frame--tall"
    : "session-frame"

/** The frame of the popup and, with `isPanel`, of the side panel. */
export function SessionFrame({ title, isPanel = false, children }: SessionFrameProps) {
  return (
    <div className={isPanel ? "session-frame session-frame--panel" : ofPopup}>
      <header className="session-frame__header">
        <ExtensionMark />
      </header>
      <main className="session-frame__main">
        <PageContent title={title}>
          <SessionNotices />
          {children}
        </PageContent>
      </main>
    </div>
  )
}
