import { cpSync, existsSync, rmSync } from "node:fs"
import path from "node:path"
import { resolveBuildEnvironment } from "../../scripts/build-environment"
import { type Build, buildExtension } from "../../scripts/build-extension"
import { withLock } from "../../scripts/lock"
import { PROJECT } from "../../scripts/project"
import { publishableKeyFor } from "../../scripts/publishable-key"

export type InstanceType = "development" | "production"

/** What a build under test is made for. */
export type Variant = { instance: InstanceType; syncHost?: string | undefined }

/** The hosts that the emulator's publishable keys name. */
export const FRONTEND_API_HOST = {
  development: "emulator.clerk.accounts.dev",
  production: "clerk.emulator.example"
} as const

/**
 * A production build for the emulator's https address, made once for each run of the tests. No `.env` file has a say.
 *
 * Chromium loads a copy, so a run is not disturbed when someone builds meanwhile.
 */
export async function buildFor({ instance, syncHost }: Variant): Promise<string> {
  const name = `e2e-${instance}${syncHost ? "-sync-host" : ""}`
  const copy = path.join(runDirectory(), name)
  return withLock(`${runDirectory()}.lock`, async () => {
    if (!existsSync(copy))
      cpSync((await build(name, instance, syncHost)).directory, copy, { recursive: true })
    return copy
  })
}

export function removeBuilds() {
  rmSync(runDirectory(), { recursive: true, force: true })
}

function build(tag: string, instance: InstanceType, syncHost: string | undefined): Promise<Build> {
  const environment = resolveBuildEnvironment({
    PLASMO_PUBLIC_CLERK_PUBLISHABLE_KEY: publishableKeyFor(FRONTEND_API_HOST[instance], instance),
    PLASMO_PUBLIC_CLERK_SYNC_HOST: syncHost
  })
  return buildExtension(environment, { tag })
}

// The process that ran the global set-up passes its number on to the workers.
function runDirectory() {
  process.env.E2E_RUN ??= String(process.pid)
  return path.join(PROJECT, "build", `e2e-run-${process.env.E2E_RUN}`)
}
