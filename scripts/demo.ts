import path from "node:path"
import { parseArgs } from "node:util"
import { accountsOf } from "../emulator/seeds"
import { type Emulator, startEmulator } from "../emulator/start"
import { resolveBuildEnvironment } from "./build-environment"
import { buildExtension } from "./build-extension"
import { openDemoBrowser } from "./demo-browser"
import { SCREENSHOTS, walkThroughDemo } from "./demo-walk"
import { redirectUrlOf } from "./doctor/redirect-urls"
import { buildInLanguage } from "./locales"
import { runProgram } from "./usage-error"

const SEED = "new-app"

// npm run demo [-- --no-browser | --headless] [--lang=de]
await runProgram(async () => {
  const { values } = parseArgs({
    options: {
      "no-browser": { type: "boolean" },
      headless: { type: "boolean" },
      lang: { type: "string", default: "en" }
    }
  })

  const emulator = await startOnPortOrAnother(4000)
  try {
    console.log("Building the extension for the emulator ...")
    const environment = resolveBuildEnvironment({
      PLASMO_PUBLIC_CLERK_PUBLISHABLE_KEY: emulator.publishableKey,
      CLERK_FRONTEND_API: emulator.url
    })
    await allowRedirectUrl(emulator, redirectUrlOf(environment))
    const build = await buildExtension(environment, { tag: "demo" })
    const directory = values.lang === "en" ? build.directory : buildInLanguage(build.directory, values.lang)
    printAccounts(emulator)

    // From here on, the demo has to shut down in order.
    const stopped = new Promise<void>((resolve) => {
      for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve())
    })

    if (values["no-browser"]) {
      console.log(`Load unpacked:  ${path.relative(process.cwd(), directory)}
                (at chrome://extensions, with "Developer mode" on)
The emulator runs until you press Ctrl-C.`)
      return await stopped
    }
    if (values.headless || !hasDisplay()) {
      console.log("Without a window, the demo completes the tasks by itself:\n")
      await walkThroughDemo(directory, accountsOf(SEED), values.lang)
      console.log(`\nScreenshots: ${path.relative(process.cwd(), SCREENSHOTS)}`)
      return
    }
    console.log(
      "Chromium opens with the extension. Sign in with any of these accounts. To stop, close the window or press Ctrl-C."
    )
    await openDemoBrowser(directory, emulator.url, stopped)
  } finally {
    await emulator.stop()
  }
})

async function startOnPortOrAnother(port: number) {
  const options = { seed: SEED, instance: "development" } as const
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

function printAccounts({ url }: Emulator) {
  console.log(`\nClerk emulator: ${url}\n`)
  for (const { address, password, expect } of accountsOf(SEED)) {
    console.log(`  ${address.padEnd(38)}${password.padEnd(28)}${expect}`)
  }
  console.log('\n  Or choose "Continue with Google": the emulator stands in for Google too.\n')
}

function hasDisplay() {
  return process.platform !== "linux" || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY)
}
