import type { Arguments } from "../scripts/command-line"
import { UsageError } from "../scripts/usage-error"

export type Options = {
  /** The rows to measure. The others keep their earlier results. */
  rows: string[]
  samples: number
  /** Builds the documented pattern again. */
  isFresh: boolean
}

/** With fewer samples, a 95th percentile means nothing. */
const FEWEST_SAMPLES = 15

export function usageFor(allRows: string[]) {
  return {
    command: "npm run bench",
    does: "Measures the extension and Clerk's documented background pattern, and writes bench/results.md. Installs what's missing first.",
    options: {
      only: {
        type: "string",
        value: "rows",
        does: `measures only some rows, such as popup,tokens: ${allRows.join(", ")}`
      },
      samples: {
        type: "string",
        value: "number",
        default: String(FEWEST_SAMPLES),
        does: `how often it measures each (default: ${FEWEST_SAMPLES})`
      },
      rebuild: { type: "boolean", default: false, does: "builds the documented pattern again" }
    }
  } as const
}

type Values = Arguments<ReturnType<typeof usageFor>["options"]>["values"]

/** @throws {UsageError} if a row doesn't exist, or the number isn't one. */
export function readOptions(values: Values, allRows: string[]): Options {
  const rows = values.only?.split(",") ?? allRows
  const unknown = rows.find((row) => !allRows.includes(row))
  if (unknown !== undefined) {
    throw new UsageError(`--only doesn't accept "${unknown}". The rows are: ${allRows.join(", ")}`)
  }
  const samples = Number(values.samples)
  if (!Number.isInteger(samples) || samples < 1) {
    throw new UsageError(`--samples should be a positive whole number, not "${values.samples}".`)
  }
  return { rows, samples, isFresh: values.rebuild }
}
