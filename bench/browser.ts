import type { CDPSession, Connection } from "puppeteer"
import { launchChromium } from "../scripts/launch-chromium"
import { FRONTEND_API } from "./builds"

export type BenchBrowser = Awaited<ReturnType<typeof startBrowser>>

/** Starts a Chromium that can reach only the emulator at this port. */
export async function startBrowser(emulatorPort: number) {
  const browser = await launchChromium(true, {
    args: [
      `--host-resolver-rules=MAP ${FRONTEND_API} 127.0.0.1:${emulatorPort}, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost`,
      "--ignore-certificate-errors"
    ]
  })
  const root = await browser.target().createCDPSession()
  const connection = root.connection()
  if (!connection) throw new Error("Chromium has closed.")
  await leaveAlone(connection)

  async function targetId(url: string) {
    const { targetInfos } = await root.send("Target.getTargets")
    return targetInfos.find((info) => info.url === url)?.targetId
  }

  async function attach(url: string): Promise<CDPSession> {
    const id = await targetId(url)
    if (!id) throw new Error(`${url} isn't open.`)
    const { sessionId } = await root.send("Target.attachToTarget", { targetId: id, flatten: true })
    const session = connection?.session(sessionId)
    if (!session) throw new Error(`${url} has closed.`)
    return session
  }

  return {
    version: async () => (await browser.version()).replace(/^.*\//, ""),
    install: (directory: string) => browser.installExtension(directory),

    /** Opens a page in a background tab, and stays attached to it. */
    openPage: async (url: string) => {
      await root.send("Target.createTarget", { url, background: true })
      while (!(await targetId(url))) await new Promise((resolve) => setTimeout(resolve, 20))
      const session = await attach(url)
      await whenLoaded(session)
      return session
    },

    /** The JS heap of a page or worker after garbage collection, in bytes. */
    heapOf: async (url: string) => {
      const session = await attach(url)
      await session.send("HeapProfiler.collectGarbage")
      const { usedSize } = await session.send("Runtime.getHeapUsage")
      await root.send("Target.detachFromTarget", { sessionId: session.id() })
      return usedSize
    },

    close: () => browser.close()
  }
}

async function whenLoaded(session: CDPSession) {
  const expression = "document.readyState === 'complete' && location.href !== 'about:blank'"
  while (!(await session.send("Runtime.evaluate", { expression })).result.value) {
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

// Puppeteer pauses every new page and worker until it has attached to them, which would distort the measurements. And Chrome
// doesn't stop a worker while a debugger is attached.
async function leaveAlone(connection: Connection) {
  await connection.send("Target.setAutoAttach", {
    autoAttach: false,
    waitForDebuggerOnStart: false,
    flatten: true
  })
}
