import { createHash } from "node:crypto"
import { existsSync, readdirSync, rmSync } from "node:fs"
import path from "node:path"
import { FRONTEND_API_HOST, type InstanceType } from "../../emulator/model/frontend-api-host"
import {
  type BuildEnvironment,
  resolveBuildEnvironment,
  withInspector
} from "../../scripts/build-environment"
import { buildExtension } from "../../scripts/build-extension"
import { withLock } from "../../scripts/lock"
import { PROJECT } from "../../scripts/project"
import { publishableKeyFor } from "../../scripts/publishable-key"

const BUILDS = path.join(PROJECT, "build")

/** What a build under test is for. */
type Variant = {
  instance: InstanceType
  syncHost?: string | undefined
  contentScriptOrigins?: string | undefined
  sso?: "on" | "off" | undefined
  apiUrl?: string | undefined
  isInspected?: boolean | undefined
}

/** The instance's web app. In development the emulator's demo app is at a port of this computer, and cookies ignore ports. */
export const SYNC_HOST = {
  development: "http://localhost",
  production: "https://app.emulator.example"
} as const

/**
 * A production build for the emulator's https address, made once for each test run, in a folder of its own: others
 * may build at the same time. `.env` files don't count.
 */
export async function buildFor(variant: Variant): Promise<string> {
  const environment = environmentFor(variant)
  // Variants with the same variables share a build: a development instance, for example, has SSO anyway.
  const tag = `${runTag()}-${variant.instance}-${hashOf(environment.variables)}`
  const directory = path.join(BUILDS, `chrome-mv3-${tag}`)
  // Each build has its own lock, so that tests don't wait for builds that only others need.
  return withLock(path.join(BUILDS, `.${tag}.lock`), async () => {
    if (!existsSync(path.join(directory, "manifest.json"))) {
      await buildExtension(environment, { tag, hasWorkers: false })
    }
    return directory
  })
}

export function removeBuilds() {
  for (const name of readdirSync(BUILDS)) {
    if (name.startsWith(`chrome-mv3-${runTag()}-`)) rmSync(path.join(BUILDS, name), { recursive: true })
  }
}

function environmentFor(variant: Variant): BuildEnvironment {
  const { instance, syncHost, contentScriptOrigins, sso, apiUrl, isInspected } = variant
  const environment = resolveBuildEnvironment({
    PLASMO_PUBLIC_CLERK_PUBLISHABLE_KEY: publishableKeyFor(FRONTEND_API_HOST[instance], instance),
    PLASMO_PUBLIC_CLERK_SYNC_HOST: syncHost,
    PLASMO_PUBLIC_CONTENT_SCRIPT_ORIGINS: contentScriptOrigins,
    PLASMO_PUBLIC_CLERK_SSO: sso,
    PLASMO_PUBLIC_API_URL: apiUrl ?? `https://${FRONTEND_API_HOST[instance]}/demo/api`
  })
  return isInspected ? withInspector(environment) : environment
}

function hashOf(variables: BuildEnvironment["variables"]) {
  return createHash("sha256").update(JSON.stringify(variables)).digest("hex").slice(0, 8)
}

// The process that ran the global setup passes its number on to the workers.
function runTag() {
  process.env.E2E_RUN ??= String(process.pid)
  return `e2e-${process.env.E2E_RUN}`
}
