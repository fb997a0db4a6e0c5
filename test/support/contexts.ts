import type { Browser, CDPSession, Protocol } from "puppeteer"

type TargetInfo = Protocol.Target.TargetInfo

/** A page or worker of the extension, and the session that listens to it. */
type Context = { info: TargetInfo; session: Promise<CDPSession> }

export type Contexts = Awaited<ReturnType<typeof watchContexts>>

/**
 * Listens to all pages and workers of the extension, including those that start later, for what they log and their errors.
 * Chromium repeats what was logged before the listening began.
 *
 * It uses sessions of its own, because puppeteer loses track of a worker that several of its sessions attach to at once,
 * and an attached target outlives its worker: Chromium then starts the next worker with the same target.
 */
export async function watchContexts(browser: Browser, extensionId: string) {
  const lines: string[] = []
  const problems: string[] = []
  const contexts = new Map<string, Context>()
  let isOffline = false

  const root = await browser.target().createCDPSession()
  root.on("Target.targetCreated", ({ targetInfo }) => notice(targetInfo))
  root.on("Target.targetInfoChanged", ({ targetInfo }) => {
    // Pages get their address late. A worker's events report attached sessions, even after it has stopped for good.
    if (targetInfo.type !== "service_worker") notice(targetInfo)
  })
  root.on("Target.targetDestroyed", ({ targetId }) => void contexts.delete(targetId))
  await root.send("Target.setDiscoverTargets", { discover: true })

  function notice(info: TargetInfo) {
    if (contexts.has(info.targetId) || !info.url.startsWith(`chrome-extension://${extensionId}/`)) return
    const session = listenTo(info)
    contexts.set(info.targetId, { info, session })
    // It may be gone before the listening has begun.
    session.catch(() => contexts.delete(info.targetId))
  }

  async function listenTo({ targetId, type, url }: TargetInfo) {
    const session = await attach(root, targetId)
    const where = type === "service_worker" ? "worker" : new URL(url).pathname
    const note = (level: string, text: string) => {
      lines.push(`[${where}] ${level}: ${text}`)
      if (isProblem(level)) problems.push(`[${where}] ${level}: ${text}`)
    }
    session.on("Runtime.consoleAPICalled", ({ type, args }) =>
      note(`console.${type}`, args.map(textOf).join(" "))
    )
    session.on("Runtime.exceptionThrown", ({ exceptionDetails }) =>
      note("uncaught", textOfException(exceptionDetails))
    )
    session.on("Log.entryAdded", ({ entry }) => {
      // Failed requests aren't problems by themselves: the tests cause them, and check what users then see.
      note(entry.source === "network" ? "network" : `log.${entry.level}`, `${entry.text} ${entry.url ?? ""}`)
    })
    await Promise.all([
      session.send("Runtime.enable"),
      session.send("Log.enable"),
      session.send("Network.enable"),
      emulateNetwork(session, isOffline),
      // A worker with the previous worker's target starts the way puppeteer wanted that one: it waits until it's told to run.
      type === "service_worker" && session.send("Runtime.runIfWaitingForDebugger")
    ])
    return session
  }

  return {
    /** Every logged line, with its source. */
    lines: lines as readonly string[],
    /** Uncaught errors, CSP violations and `console.error`: nothing that users should meet. */
    problems: problems as readonly string[],
    /** The service worker, if it's running. */
    worker: () => [...contexts.values()].find(({ info }) => info.type === "service_worker"),
    /** Stops listening to it. */
    release: async ({ info, session }: Context) => {
      const sessionId = (await session).id()
      contexts.delete(info.targetId)
      await root.send("Target.detachFromTarget", { sessionId })
    },
    /** Listens to a target that Chromium doesn't announce as new. */
    listenTo: async (targetId: string) =>
      notice((await root.send("Target.getTargetInfo", { targetId })).targetInfo),
    setOffline: async (value: boolean) => {
      isOffline = value
      const isWorker = ({ info }: Context) => info.type === "service_worker"
      const workers = [...contexts.values()].filter(isWorker)
      const pages = [...contexts.values()].filter((context) => !isWorker(context))
      // The worker first: as soon as pages hear that the network is back, they have it sync.
      for (const some of [workers, pages]) {
        await Promise.allSettled(some.map(async ({ session }) => emulateNetwork(await session, value)))
      }
    },
    stop: () => root.detach()
  }
}

/** A separate session with a page or worker, unknown to puppeteer. It ends when `root` ends. */
export async function attach(root: CDPSession, targetId: string) {
  const { sessionId } = await root.send("Target.attachToTarget", { targetId, flatten: true })
  const session = root.connection()?.session(sessionId)
  if (!session) throw new Error("There is nothing left to attach to.")
  return session
}

function isProblem(level: string) {
  return ["console.error", "console.assert", "uncaught", "log.error"].includes(level)
}

function emulateNetwork(session: CDPSession, offline: boolean) {
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
