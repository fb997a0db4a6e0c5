import path from "node:path"
import { FRONTEND_API_HOST } from "../emulator/model/frontend-api-host"
import { buildExtension } from "./build-extension"
import { runCommandLine } from "./command-line"
import { openDemoBrowser } from "./demo-browser"
import { hasDisplay } from "./display"
import {
  chooseExamples,
  type Example,
  environmentFor,
  folderOf,
  listOfExamples,
  newerNodeFor,
  ORIGIN
} from "./examples/examples"
import { installExample } from "./examples/install"
import { startApp } from "./examples/start-app"
import { printAccounts, startLocalEmulator } from "./local-emulator"
import { UsageError } from "./usage-error"

const SEED = "pending-every-task"

const usage = {
  command: "npm run example",
  positionals: "<name>",
  does: "Starts a web app of examples/web with the emulator, and opens it in Chromium beside the extension, which shares its session. Installs what's missing first.",
  options: { list: { type: "boolean", does: "lists the names" } }
} as const

await runCommandLine(usage, async ({ values, positionals }) => {
  if (values.list) return console.log(listOfExamples())
  const [name, ...others] = positionals
  if (name === undefined || others.length > 0) {
    throw new UsageError(
      `Which example? Add one name, such as npm run example -- react:\n\n${listOfExamples()}`
    )
  }
  const [example] = chooseExamples([name])
  if (example) await run(example)
})

async function run(example: Example) {
  const newerNode = newerNodeFor(example)
  if (newerNode) throw new UsageError(newerNode)
  if (!hasDisplay()) {
    throw new UsageError(
      `There's no display to open a window on. To see the example work in a browser without one, run: npm run test:examples -- ${example.name}`
    )
  }
  installExample(example)

  const stopped = new Promise<void>((resolve) => {
    // Every time: npm and tsx pass on a Ctrl-C that the terminal has sent already, and a second one must not end this before the app.
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => resolve())
  })
  const { emulator, environment } = await startLocalEmulator(
    { PLASMO_PUBLIC_CLERK_SYNC_HOST: ORIGIN },
    { seed: SEED, https: true }
  )
  try {
    console.log(`Building the extension for the emulator and ${ORIGIN} ...`)
    const { directory } = await buildExtension(environment, { tag: "example" })
    const app = await startApp(example, environmentFor(example, emulator))
    let isStopping = false
    try {
      printAccounts(emulator, SEED)
      console.log(`The ${example.title} app:  ${ORIGIN}
Its code:       ${folderOf(example)}
The extension:  ${path.relative(process.cwd(), directory)}

Chromium opens with both. To stop, close the window or press Ctrl-C.`)
      const appEnded = app.ended.then(() => {
        if (isStopping) return
        console.log(`The ${example.title} app has ended. Its output:\n\n${app.log().trim()}`)
      })
      await openDemoBrowser(
        directory,
        ORIGIN,
        Promise.race([stopped, appEnded]),
        // The SDK asks for Clerk at the host of the publishable key.
        [
          `--host-resolver-rules=MAP ${FRONTEND_API_HOST.development} 127.0.0.1:${new URL(emulator.httpsUrl ?? "").port}`,
          "--ignore-certificate-errors"
        ]
      )
    } finally {
      isStopping = true
      await app.stop()
    }
  } finally {
    await emulator.stop()
  }
}
