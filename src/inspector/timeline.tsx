import { useState } from "react"
import { Heading } from "~ui/controls/heading"
import { ENTRY_KINDS, type InspectorRecord } from "./record"
import { KINDS, lineOf } from "./words"

/** What the worker has done, the latest first. */
export function Timeline({ record: { entries, workers } }: { record: InspectorRecord }) {
  const [hidden, setHidden] = useState<string[]>([])
  const shown = entries.filter(({ kind }) => !hidden.includes(kind)).reverse()

  return (
    <section className="inspector__timeline" aria-labelledby="timeline">
      <Heading level={2} takesFocus={false} id="timeline">
        Timeline
      </Heading>
      <fieldset className="inspector__filter">
        <legend className="visually-hidden">Show</legend>
        {ENTRY_KINDS.map((kind) => (
          <label key={kind} className="checkbox">
            <input
              type="checkbox"
              checked={!hidden.includes(kind)}
              onChange={({ target }) =>
                setHidden((before) => before.filter((it) => it !== kind).concat(target.checked ? [] : kind))
              }
            />
            {KINDS[kind]}
          </label>
        ))}
      </fieldset>
      <table className="inspector__table">
        <thead>
          <tr>
            <th scope="col">Time</th>
            <th scope="col">Kind</th>
            <th scope="col">What</th>
            <th scope="col">Result</th>
            <th scope="col">Took</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((entry) => {
            const { time, kind, what, details, result, isProblem, took } = lineOf(entry, workers)
            return (
              <tr key={`${entry.worker}-${entry.number}`} data-kind={entry.kind}>
                <td>{time}</td>
                <td>{kind}</td>
                <td>
                  {what} {details && <span className="muted">{details}</span>}
                </td>
                <td className={isProblem ? "inspector__problem" : undefined}>{result}</td>
                <td>{took}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
      {shown.length === 0 && <p className="muted">Nothing recorded.</p>}
    </section>
  )
}
