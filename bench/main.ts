import { availableParallelism } from "node:os"
import path from "node:path"
import { runCommandLine } from "../scripts/command-line"
import { PROJECT } from "../scripts/project"
import { type Bench, startBench } from "./bench"
import { buildDocumentedPattern, buildOurs } from "./builds"
import { type Judged, judge } from "./judge"
import type { Line } from "./line"
import { readOptions, usageFor } from "./options"
import { writeResults } from "./results"
import { command } from "./rows/command"
import { heap } from "./rows/heap"
import { idle } from "./rows/idle"
import { organizations } from "./rows/organizations"
import { popup } from "./rows/popup"
import { coldBuild, sizes } from "./rows/sizes"
import { tabs } from "./rows/tabs"
import { taskPage } from "./rows/task-page"
import { tokens } from "./rows/tokens"
import { workerStart } from "./rows/worker-start"
import { tableOf } from "./table"

const ROWS: Record<string, (bench: Bench) => Promise<Line[]>> = {
  sizes,
  "cold-build": coldBuild,
  popup,
  "task-page": taskPage,
  tokens,
  command,
  tabs,
  organizations,
  "worker-start": workerStart,
  heap,
  idle
}

const COLD_BUILDS = 3

const names = Object.keys(ROWS)

await runCommandLine(usageFor(names), async ({ values }) => {
  const { rows, samples, isFresh } = readOptions(values, names)
  const pattern = await buildDocumentedPattern({ isFresh })
  const ours = await buildOurs(rows.includes("cold-build") ? COLD_BUILDS : 1)

  const bench = await startBench({ ours, pattern }, path.join(PROJECT, "bench/floor"), samples)
  try {
    const machine = { cores: availableParallelism(), browser: await bench.browser.version() }
    const measured: Record<string, Judged[]> = {}
    for (const name of names.filter((name) => rows.includes(name))) {
      const lines = ((await ROWS[name]?.(bench)) ?? []).map(judge)
      measured[name] = lines
      console.log(`\n${tableOf(lines)}`)
      // After each row, so that results aren't lost when a later row fails.
      writeResults(machine, measured, names)
    }
  } finally {
    await bench.stop()
  }
})
