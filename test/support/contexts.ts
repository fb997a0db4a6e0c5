import type { Browser, CDPSession, Protocol } from "puppeteer"

type TargetInfo = Protocol.Target.TargetInfo

/** A page or worker of the extension, and the session that listens to it. */
type Context = { info: TargetInfo; session: Promise<CDPSession> }

export type Contexts = Awaited<ReturnType<typeof watchContexts>>

/**
 * Listens to all pages and workers of the extension, also those that start later: what they log, what they break.
 * Chromium repeats what was logged before the listening began.
 *
 * Its sessions are its own, because puppeteer loses track of a worker that several of its sessions attach to at once,
 * and what someone is attached to outlives the worker: Chromium then starts the next worker with the same target.
 */
export async function watchContexts(browser: Browser, extensionId: string) {
  const lines: string[] = []
  const problems: string[] = []
  const contexts = new Map<string, Context>()
  let isOffline = false

  const root = await browser.target().createCDPSession()
  root.on("Target.targetCreated", ({ targetInfo }) => notice(targetInfo))
  root.on("Target.targetInfoChanged", ({ targetInfo }) => {
    // Pages get their address late. A worker's tells who is attached to it, also after it has stopped for good.
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
      // Failed requests are no problem of their own: the tests cause them, and see what users see then.
      note(entry.source === "network" ? "network" : `log.${entry.level}`, `${entry.text} ${entry.url ?? ""}`)
    })
    await Promise.all([
      session.send("Runtime.enable"),
      session.send("Log.enable"),
      session.send("Network.enable"),
      emulateNetwork(session, isOffline),
      // A worker with the target of the one before starts as puppeteer wanted of that: it waits to be told to go on.
      type === "service_worker" && session.send("Runtime.runIfWaitingForDebugger")
    ])
    return session
  }

  return {
    /** Every line that was logged, with where it came from. */
    lines: lines as readonly string[],
    /** Uncaught errors, CSP violations and `console.error`: nothing that users should meet. */
    problems: problems as readonly string[],
    /** The service worker, if one runs. */
    worker: () => [...contexts.values()].find(({ info }) => info.type === "service_worker"),
    /** Listens to it no longer. */
    release: async ({ info, session }: Context) => {
      const sessionId = (await session).id()
      contexts.delete(info.targetId)
      await root.send("Target.detachFromTarget", { sessionId })
    },
    /** Listens to one that Chromium does not announce as new. */
    listenTo: async (targetId: string) =>
      notice((await root.send("Target.getTargetInfo", { targetId })).targetInfo),
    setOffline: async (value: boolean) => {
      isOffline = value
      const isWorker = ({ info }: Context) => info.type === "service_worker"
      const workers = [...contexts.values()].filter(isWorker)
      const pages = [...contexts.values()].filter((context) => !isWorker(context))
      // The worker first: as soon as pages are told that the network is back, they have it look at Clerk.
      for (const some of [workers, pages]) {
        await Promise.allSettled(some.map(async ({ session }) => emulateNetwork(await session, value)))
      }
    },
    stop: () => root.detach()
  }
}

/** A session of its own with a page or worker, of which puppeteer does not know. It ends with that of `root`. */
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
