import type { Browser, Page, Target } from "puppeteer"
import { vi } from "vitest"
import { type SessionSnapshot, SNAPSHOT_KEY } from "../../src/session/snapshot"
import { taskUrlFor } from "../../src/session/tasks"
import type { Contexts } from "./contexts"
import { controlServiceWorker } from "./service-worker"
import { PATIENCE_MS, waitUntil } from "./wait-until"

export type Extension = Awaited<ReturnType<typeof openExtension>>

/** Controls the installed extension: opens its pages, stops its worker, reads what it stores. */
export async function openExtension(browser: Browser, id: string, contexts: Contexts) {
  const origin = `chrome-extension://${id}`
  await waitUntil(() => contexts.worker() !== undefined, "the service worker")
  const observer = await openObserver()
  const serviceWorker = await controlServiceWorker(observer, contexts, origin)

  function notFound(what: string) {
    const open = browser
      .targets()
      .filter(isPage)
      .map((target) => target.url())
    return `Waited in vain for ${what}. Open: ${open.join(", ") || "no page of the extension"}`
  }

  // A target has its address before its document, and a closing one still has it.
  async function findReady(is: (target: Target) => boolean, what: string) {
    const target = browser.targets().find(is)
    const page = target && (await toPage(target))
    if (page && (await page.evaluate(() => Boolean(chrome.runtime?.id)))) return page
    throw new Error(notFound(what))
  }

  function untilReady(find: () => Promise<Page>) {
    return vi.waitFor(find, { timeout: PATIENCE_MS, interval: 50 })
  }

  // Reads storage and the toolbar without waking the worker, and runs none of our code: it's the manifest, shown as text.
  async function openObserver() {
    const url = `${origin}/manifest.json`
    const session = await browser.target().createCDPSession()
    await session.send("Target.createTarget", { url, background: true })
    await session.detach()
    return untilReady(() => findReady((target) => target.url() === url, "the manifest"))
  }

  async function toPage(target: Target) {
    const page = await target.asPage()
    page.setDefaultTimeout(PATIENCE_MS)
    return page
  }

  /** The extension's open pages, including the popup. */
  async function pages(): Promise<Page[]> {
    const targets = browser.targets().filter((target) => target.type() === "page" && isPage(target))
    return Promise.all(targets.map(toPage))
  }

  function isPage(target: Target) {
    return target.url().startsWith(`${origin}/`) && new URL(target.url()).pathname.endsWith(".html")
  }

  /** Waits for a page of the extension with this path. */
  function page(path: string) {
    return untilReady(() => findReady((target) => isPage(target) && isAt(target, path), path))
  }

  function isAt(target: Target, path: string) {
    return new URL(target.url()).pathname === path
  }

  /**
   * The real popup, as after a click on the extension's icon. It doesn't wake the worker by itself. If it leads to a task, it may close
   * before a test can see it: use `clickIcon()` then.
   */
  function openPopup() {
    // In a tab, the same page with a hash is the inspector.
    const isPopup = (target: Target) =>
      isPage(target) && isAt(target, "/popup.html") && !new URL(target.url()).hash
    // Chrome closes it when anything else comes to the front, even while it opens.
    return untilReady(async () => {
      if (!browser.targets().some(isPopup)) {
        await observer.evaluate(() => chrome.action.openPopup())
        await browser.waitForTarget(isPopup, { timeout: PATIENCE_MS })
      }
      return findReady(isPopup, "/popup.html")
    })
  }

  /** The real side panel of the first window, as from Chrome's own menu. */
  async function openSidePanel() {
    await observer.evaluate(() => chrome.sidePanel.open({ windowId: chrome.windows.WINDOW_ID_CURRENT }))
    return page("/sidepanel.html")
  }

  /** The tab for this task, which the extension must have opened. */
  function taskPage(key: string) {
    return page(taskUrlFor(key))
  }

  /** Opens a page of the extension in a new tab, by its address. */
  async function openPage(path: string) {
    const tab = await browser.newPage()
    tab.setDefaultTimeout(PATIENCE_MS)
    await tab.goto(`${origin}${path}`)
    return tab
  }

  /** The snapshot. With a status, it waits until the session has that status. */
  async function snapshot<Status extends SessionSnapshot["status"]>(status?: Status) {
    return vi.waitFor(
      async () => {
        const stored = await observer.evaluate(
          async (key) => (await chrome.storage.session.get(key))[key],
          SNAPSHOT_KEY
        )
        const found = (stored ?? { status: "loading" }) as SessionSnapshot
        if (status && found.status !== status) {
          throw new Error(
            `Waited for a session that is ${status}, but it is:\n${JSON.stringify(found, null, 2)}`
          )
        }
        return found as Extract<SessionSnapshot, { status: Status }>
      },
      { timeout: PATIENCE_MS, interval: 50 }
    )
  }

  /** What the toolbar icon shows. */
  function toolbar() {
    return observer.evaluate(async () => ({
      badge: await chrome.action.getBadgeText({}),
      title: await chrome.action.getTitle({})
    }))
  }

  return {
    id,
    origin,
    openPopup,
    openSidePanel,
    taskPage,
    page,
    openPage,
    pages,
    stopServiceWorker: serviceWorker.stop,
    isServiceWorkerRunning: serviceWorker.isRunning,
    /** Starts the worker, if it's stopped, and returns a way to run functions in it. */
    wakeServiceWorker: async () => {
      await serviceWorker.wake()
      return { evaluate: serviceWorker.evaluate }
    },
    snapshot,
    toolbar,
    /** A context of the extension for anything else a test wants to know: `observer.evaluate(() => chrome...)`. */
    observer
  }
}
