import type { ReactNode } from "react"
import { ErrorBoundary } from "./error-boundary"
import { usePage } from "./use-page"
import { WhenKnown } from "./when-known"

type PageContentProps = {
  /** The tab's title. */
  title: string
  children: ReactNode
}

/** The content of every page's frame: its children, as soon as the session is known, or why they can't be shown. */
export function PageContent({ title, children }: PageContentProps) {
  // Outside the boundary, so that a page that fails still has a title and a language.
  const sync = usePage(title)
  return (
    <ErrorBoundary>
      <WhenKnown title={title} sync={sync}>
        {children}
      </WhenKnown>
    </ErrorBoundary>
  )
}
