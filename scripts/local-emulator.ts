import { accountsOf } from "../emulator/seeds"
import { type Emulator, type EmulatorOptions, startEmulator } from "../emulator/start"
import { type BuildEnvironment, resolveBuildEnvironment } from "./build-environment"
import { redirectUrlOf } from "./doctor/redirect-urls"
import type { Variables } from "./env-files"

/** An app created today, with test accounts. */
export const SEED = "new-app"

const PORT = 4000

/** An emulator in this process, and the environment of a build for it. */
export type LocalEmulator = { emulator: Emulator; environment: BuildEnvironment }

/** Starts an emulator, on its usual port if that's free, with everything the extension needs. `variables` are the build's others. */
export async function startLocalEmulator(
  variables: Variables = {},
  options: Pick<EmulatorOptions, "seed" | "https"> = {}
): Promise<LocalEmulator> {
  const emulator = await startOnPortOrAnother(PORT, options)
  try {
    const environment = resolveBuildEnvironment({
      ...variables,
      PLASMO_PUBLIC_CLERK_PUBLISHABLE_KEY: emulator.publishableKey,
      CLERK_FRONTEND_API: emulator.url
    })
    await allowRedirectUrl(emulator, redirectUrlOf(environment))
    return { emulator, environment }
  } catch (error) {
    await emulator.stop()
    throw error
  }
}

export function printAccounts({ url }: Emulator, seed = SEED) {
  console.log(`\nClerk emulator: ${url}\n`)
  for (const { address, password, expect } of accountsOf(seed)) {
    console.log(`  ${address.padEnd(38)}${password.padEnd(30)}${expect}`)
  }
  if (seed === SEED) {
    console.log('\n  Or choose "Continue with Google": the emulator stands in for Google too.')
  }
  console.log()
}

async function startOnPortOrAnother(port: number, given: EmulatorOptions) {
  const options = { seed: SEED, instance: "development", ...given } as const
  try {
    return await startEmulator({ ...options, port })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EADDRINUSE") throw error
    console.log(`Port ${port} is in use, so the emulator uses another one.`)
    return startEmulator({ ...options, port: 0 })
  }
}

/** Authors do this at Clerk, with the doctor or in the dashboard. */
async function allowRedirectUrl({ url }: Emulator, redirectUrl: string) {
  const body = JSON.stringify({ redirectUrls: [redirectUrl] })
  const answer = await fetch(`${url}/emulator/settings`, { method: "PATCH", body })
  if (!answer.ok) throw new Error(`The emulator didn't accept ${redirectUrl}: ${await answer.text()}`)
}
