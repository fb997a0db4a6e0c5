import type { ReactNode } from "react"
import { ErrorBoundary } from "./error-boundary"
import { usePage } from "./use-page"
import { WhenKnown } from "./when-known"

type PageContentProps = {
  /** What the tab says. */
  title: string
  children: ReactNode
}

/** What stands in the frame of every page: its children, as soon as it is known who is signed in, or why they cannot be shown. */
export function PageContent({ title, children }: PageContentProps) {
  // Outside of the boundary, so that a page that fails has a title and a language, too.
  const sync = usePage(title)
  return (
    <ErrorBoundary>
      <WhenKnown title={title} sync={sync}>
        {children}
      </WhenKnown>
    </ErrorBoundary>
  )
}
