import { rmSync } from "node:fs"
import path from "node:path"
import { PROJECT } from "../../scripts/project"
import { buildFor, removeBuilds } from "./builds"

export async function setup() {
  rmSync(path.join(PROJECT, "test/output"), { recursive: true, force: true })
  await buildFor({ instance: "development" })
}

export function teardown() {
  removeBuilds()
}
