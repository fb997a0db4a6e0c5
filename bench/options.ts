import { parseArgs } from "node:util"
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

/** Reads the command line: `--only popup,tokens`, `--samples 30`, `--rebuild`. */
export function readOptions(args: string[], allRows: string[]): Options {
  const { values } = parseArgs({
    args,
    options: {
      only: { type: "string" },
      samples: { type: "string", default: String(FEWEST_SAMPLES) },
      rebuild: { type: "boolean", default: false }
    }
  })
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
