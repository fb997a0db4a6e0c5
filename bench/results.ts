import { existsSync, readFileSync, writeFileSync } from "node:fs"
import path from "node:path"
import { PROJECT } from "../scripts/project"
import type { Judged } from "./judge"
import { tableOf } from "./table"

type Machine = { cores: number; browser: string }

type Results = { machine: Machine; rows: Record<string, Judged[]> }

const JSON_FILE = path.join(PROJECT, "bench/results.json")
const TABLE_FILE = path.join(PROJECT, "bench/results.md")

/** Writes the results of some rows. The other rows keep earlier results of the same machine. */
export function writeResults(machine: Machine, measured: Results["rows"], order: string[]) {
  const before = readResults(machine)
  const rows: Results["rows"] = {}
  for (const name of order) {
    const lines = measured[name] ?? before[name]
    if (lines) rows[name] = lines
  }
  writeFileSync(JSON_FILE, `${JSON.stringify({ machine, rows }, rounded, 2)}\n`)
  writeFileSync(TABLE_FILE, `${textOf(machine, Object.values(rows).flat())}\n`)
}

function readResults({ cores, browser }: Machine): Results["rows"] {
  if (!existsSync(JSON_FILE)) return {}
  const { machine, rows } = JSON.parse(readFileSync(JSON_FILE, "utf8")) as Results
  return machine.cores === cores && machine.browser === browser ? rows : {}
}

function textOf({ cores, browser }: Machine, lines: Judged[]) {
  return `# Benchmark results

Measured with \`npm run bench\` on ${cores} cores, in Chromium ${browser}. [docs/performance.md](../docs/performance.md) explains
the rows, what was tried, and why some goals were missed.

${tableOf(lines)}`
}

function rounded(_key: string, value: unknown) {
  return typeof value === "number" ? Number(value.toFixed(3)) : value
}
