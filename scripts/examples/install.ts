import { spawnSync } from "node:child_process"
import { PROJECT } from "../project"
import { UsageError } from "../usage-error"
import { type Example, folderOf } from "./examples"

/**
 * Installs what an example lacks.
 * @throws {UsageError} if that fails. npm has printed why.
 */
export function installExample(example: Example) {
  const { status } = spawnSync(process.execPath, ["scripts/bootstrap.mjs", "--only", folderOf(example)], {
    cwd: PROJECT,
    stdio: "inherit"
  })
  if (status !== 0) throw new UsageError(`The ${example.title} example isn't installed.`)
}
