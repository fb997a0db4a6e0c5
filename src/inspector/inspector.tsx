import "~ui/page/styles"
import "./inspector.css"

import { useLayoutEffect } from "react"
import { t } from "~i18n"
import { useSnapshot } from "~react/use-snapshot"
import { CopyButton } from "~ui/controls/copy-button"
import { Heading } from "~ui/controls/heading"
import { extensionIcon } from "~ui/page/extension-mark"
import { type Section, sectionsOf, toText } from "./facts"
import { Timeline } from "./timeline"
import { useRecord } from "./use-record"
import { useSurroundings } from "./use-surroundings"

/**
 * For authors: what the snapshot says and how it came about, what the worker has done and why, and what the build contains. It only reads,
 * and sends no message: opening it neither wakes the worker nor syncs.
 */
export function Inspector() {
  const snapshot = useSnapshot()
  const record = useRecord()
  const surroundings = useSurroundings()
  const sections = sectionsOf(snapshot, record, surroundings)

  useLayoutEffect(() => {
    document.documentElement.lang = "en"
    document.title = `Inspector – ${t("extensionName")}`
    document.head.append(
      Object.assign(document.createElement("link"), { rel: "icon", href: extensionIcon() })
    )
  }, [])

  return (
    <main className="inspector">
      <header className="inspector__header">
        <Heading level={1}>Inspector</Heading>
        <CopyButton text={toText(sections, record)}>Copy as text</CopyButton>
      </header>
      <div className="inspector__sections">
        {sections.map((section) => (
          <Facts key={section.title} {...section} />
        ))}
      </div>
      <Timeline record={record} />
    </main>
  )
}

function Facts({ title, facts }: Section) {
  const id = title.toLowerCase().replaceAll(" ", "-")
  return (
    <section aria-labelledby={id}>
      <Heading level={2} takesFocus={false} id={id}>
        {title}
      </Heading>
      <dl className="inspector__facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
