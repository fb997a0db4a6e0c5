import path from "node:path"
import { accountsOf } from "../emulator/seeds"
import { buildExtension } from "./build-extension"
import { runCommandLine } from "./command-line"
import { openDemoBrowser } from "./demo-browser"
import { SCREENSHOTS, walkThroughDemo } from "./demo-walk"
import { hasDisplay } from "./display"
import { printAccounts, SEED, startLocalEmulator } from "./local-emulator"
import { buildInLanguage } from "./locales"

const usage = {
  command: "npm run demo",
  does: "Builds the extension for the emulator, starts the emulator, and opens Chromium with the extension. Installs what's missing first.",
  options: {
    "no-browser": {
      type: "boolean",
      does: "opens no browser: prints the folder to load unpacked, and keeps the emulator running"
    },
    headless: {
      type: "boolean",
      does: "opens no window: completes the tasks by itself and saves screenshots"
    },
    lang: {
      type: "string",
      value: "language",
      default: "en",
      does: "shows the extension in a language of locales, such as de"
    }
  }
} as const

await runCommandLine(usage, async ({ values }) => {
  const { emulator, environment } = await startLocalEmulator()
  try {
    console.log("Building the extension for the emulator ...")
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
