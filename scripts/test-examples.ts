import { spawnSync } from "node:child_process"
import path from "node:path"
import { findOrGetChromium } from "./chromium"
import { runCommandLine } from "./command-line"
import { chooseExamples, listOfExamples, newerNodeFor } from "./examples/examples"
import { installExample } from "./examples/install"
import { PROJECT } from "./project"

const usage = {
  command: "npm run test:examples",
  positionals: "<names>",
  does: "Installs web apps of examples/web and tests them with the extension, in a real browser: all of them, or those with these names.",
  options: { list: { type: "boolean", does: "lists the names" } }
} as const

await runCommandLine(usage, async ({ values, positionals }) => {
  if (values.list) return console.log(listOfExamples())
  const chosen = chooseExamples(positionals)
  const able = chosen.filter((example) => {
    const newerNode = newerNodeFor(example)
    if (newerNode) console.log(`Skipped: ${newerNode}`)
    return !newerNode
  })
  if (able.length === 0) return
  able.forEach(installExample)
  findOrGetChromium()

  const vitest = path.join(PROJECT, "node_modules/vitest/vitest.mjs")
  const { status } = spawnSync(process.execPath, [vitest, "run", "--project", "examples"], {
    cwd: PROJECT,
    stdio: "inherit",
    env: { ...process.env, EXAMPLES: able.map(({ name }) => name).join(" ") }
  })
  process.exitCode = status ?? 1
})
