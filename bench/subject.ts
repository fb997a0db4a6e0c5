import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import type { Protocol } from "puppeteer"
import { PROJECT } from "../scripts/project"
import type { BenchBrowser } from "./browser"
import { FRONTEND_API } from "./builds"

/** A measured extension. */
export type Subject = Awaited<ReturnType<typeof installSubject>>

const PROBE = path.join(PROJECT, "bench/probe")
const PAGES = ["popup.html", "sign-in.html", "tabs/choose-organization.html"]
const WORKER = "static/background/index.js"

/** Installs a copy of a build, with the probe added. */
export async function installSubject(
  browser: BenchBrowser,
  name: "ours" | "pattern" | "floor",
  build: string
) {
  const directory = mkdtempSync(path.join(tmpdir(), "bench-"))
  cpSync(build, directory, { recursive: true })
  addProbe(directory)
  const origin = `chrome-extension://${await browser.install(directory)}`

  const session = await browser.openPage(`${origin}/bench.html`)
  let worker: Protocol.ServiceWorker.ServiceWorkerVersion | undefined
  session.on("ServiceWorker.workerVersionUpdated", ({ versions }) => {
    worker = versions.find(({ scriptURL }) => scriptURL === `${origin}/${WORKER}`) ?? worker
  })
  await session.send("ServiceWorker.enable")
  await until(() => worker?.status === "activated")

  /** Calls a function of `probe/bench.js`. */
  async function ask<Answer>(call: string, ...args: unknown[]): Promise<Answer> {
    const { result, exceptionDetails } = await session.send("Runtime.evaluate", {
      expression: `bench.${call}(${args.map((arg) => JSON.stringify(arg)).join(", ")})`,
      awaitPromise: true,
      returnByValue: true
    })
    if (exceptionDetails) {
      throw new Error(`${name}, ${call}: ${exceptionDetails.exception?.description ?? exceptionDetails.text}`)
    }
    return result.value
  }

  return {
    name,
    ask,
    isWorkerRunning: () => worker?.runningStatus !== "stopped",

    /** Chrome does this after half a minute without work. */
    stopWorker: async () => {
      if (!worker || worker.runningStatus === "stopped") return
      await session.send("ServiceWorker.stopWorker", { versionId: worker.versionId })
      await until(() => worker?.runningStatus === "stopped")
    },

    /** Makes the SDK find this token's client, as if the user had signed in and restarted the browser. */
    useToken: (token?: string) =>
      ask<void>("remember", token ? { [`${FRONTEND_API}|__clerk_client_jwt|v2`]: token } : {}),

    heapOfWorker: () => browser.heapOf(`${origin}/${WORKER}`),
    heapOfPage: (page: string) => browser.heapOf(`${origin}${page}`),

    remove: () => rmSync(directory, { recursive: true, force: true })
  }
}

function addProbe(directory: string) {
  for (const file of ["bench.html", "bench.js", "page.js"]) {
    cpSync(path.join(PROBE, file), path.join(directory, file === "page.js" ? "bench-page.js" : file))
  }
  // Only the floor has a page of its own for the sign-in form.
  for (const page of PAGES.filter((each) => existsSync(path.join(directory, each)))) {
    edit(path.join(directory, page), (html) =>
      html.replace("<head>", '<head><script src="/bench-page.js"></script>')
    )
  }
  const [first, last] = ["worker-first.js", "worker-last.js"].map((file) =>
    readFileSync(path.join(PROBE, file), "utf8")
  )
  edit(path.join(directory, WORKER), (script) => `${first}${script}${last}`)
}

async function until(isDone: () => boolean) {
  while (!isDone()) await new Promise((resolve) => setTimeout(resolve, 10))
}

function edit(file: string, change: (text: string) => string) {
  writeFileSync(file, change(readFileSync(file, "utf8")))
}
