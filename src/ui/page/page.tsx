import "./styles"
import "./page.css"

import type { ReactNode } from "react"

import { ExtensionMark } from "./extension-mark"
import { PageContent } from "./page-content"

type PageProps = { title: string; children: ReactNode }

/** A page in a tab. Its children appear as soon as the session is known; guard them with `<Show>`. */
export function Page({ title, children }: PageProps) {
  return (
    <div className="page">
      <header>
        <ExtensionMark />
      </header>
      <main className="page__main">
        <PageContent title={title}>{children}</PageContent>
      </main>
    </div>
  )
}
