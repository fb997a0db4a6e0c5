import type { Browser, CDPSession, Protocol, Target } from "puppeteer"

export type Recorder = {
  /** Every line that the extension's contexts logged, with where it came from. */
  lines: readonly string[]
  /** Uncaught errors, CSP violations and `console.error`: nothing that users should meet. */
  problems: readonly string[]
  setOffline(isOffline: boolean): Promise<void>
  stop(): void
}

/**
 * Listens to all pages and workers of the extension, also those that start later. Chromium repeats what was logged
 * before the listening began.
 */
export function startRecorder(browser: Browser, extensionId: string): Recorder {
  const lines: string[] = []
  const problems: string[] = []
  const sessions = new Map<Target, Promise<CDPSession>>()
  let isOffline = false

  async function attach(target: Target) {
    if (!target.url().startsWith(`chrome-extension://${extensionId}/`) || sessions.has(target)) return
    const where = target.type() === "service_worker" ? "worker" : new URL(target.url()).pathname
    const note = (level: string, text: string) => {
      lines.push(`[${where}] ${level}: ${text}`)
      if (isProblem(level)) problems.push(`[${where}] ${level}: ${text}`)
    }

    const starting = sessionOf(target)
    sessions.set(target, starting)
    const session = await starting
    session.on("Runtime.consoleAPICalled", ({ type, args }) =>
      note(`console.${type}`, args.map(textOf).join(" "))
    )
    session.on("Runtime.exceptionThrown", ({ exceptionDetails }) =>
      note("uncaught", textOfException(exceptionDetails))
    )
    session.on("Log.entryAdded", ({ entry }) => {
      // Failed requests are no problem of their own: the tests cause them, and see what users see then.
      note(entry.source === "network" ? "network" : `log.${entry.level}`, `${entry.text} ${entry.url ?? ""}`)
    })
    await Promise.all([
      session.send("Runtime.enable"),
      session.send("Log.enable"),
      session.send("Network.enable")
    ])
    if (isOffline) await emulateOffline(session, true)
  }

  // A target may be gone before the attaching is done.
  const onTarget = (target: Target) => void attach(target).catch(() => {})
  const onGone = (target: Target) => void sessions.delete(target)
  browser.on("targetcreated", onTarget)
  browser.on("targetchanged", onTarget)
  browser.on("targetdestroyed", onGone)
  for (const target of browser.targets()) onTarget(target)

  return {
    lines,
    problems,
    setOffline: async (value) => {
      isOffline = value
      await Promise.allSettled(
        [...sessions.values()].map(async (session) => emulateOffline(await session, value))
      )
    },
    stop: () => {
      browser.off("targetcreated", onTarget)
      browser.off("targetchanged", onTarget)
      browser.off("targetdestroyed", onGone)
    }
  }
}

// puppeteer loses one of two sessions that are begun with a worker at the same time, so all share that of `worker()`.
async function sessionOf(target: Target) {
  const worker = target.type() === "service_worker" ? await target.worker() : null
  return worker ? worker.client : target.createCDPSession()
}

function isProblem(level: string) {
  return ["console.error", "console.assert", "uncaught", "log.error"].includes(level)
}

function emulateOffline(session: CDPSession, offline: boolean) {
  return session.send("Network.emulateNetworkConditions", {
    offline,
    latency: 0,
    downloadThroughput: -1,
    uploadThroughput: -1
  })
}

function textOf({ value, description, type }: Protocol.Runtime.RemoteObject): string {
  return value === undefined ? (description ?? type) : String(value)
}

function textOfException({ text, exception, url, lineNumber }: Protocol.Runtime.ExceptionDetails) {
  return `${text} ${exception?.description ?? ""} (${url ?? ""}:${lineNumber})`
}
