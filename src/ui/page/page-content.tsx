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
  return (
    <ErrorBoundary>
      <Content title={title}>{children}</Content>
    </ErrorBoundary>
  )
}

function Content({ title, children }: PageContentProps) {
  const sync = usePage(title)
  return <WhenKnown sync={sync}>{children}</WhenKnown>
}
