import { execFile } from "node:child_process"
import { readdirSync } from "node:fs"
import { promisify } from "node:util"
import { expect, test } from "vitest"
import { SCREENSHOTS } from "../../scripts/demo-walk"
import { PROJECT } from "../../scripts/project"

const run = promisify(execFile)

test("without a window, the demo completes all tasks by itself, here in German", async () => {
  const args = ["--import", "tsx", "scripts/demo.ts", "--headless", "--lang=de"]
  const { stdout } = await run(process.execPath, args, { cwd: PROJECT })

  expect(stdout).toMatch(/ 7-workspace\.png .*\n\nScreenshots: demo-screenshots\n$/)
  expect(readdirSync(SCREENSHOTS)).toHaveLength(7)
})
