import type { Browser, Page, Target } from "puppeteer"
import { vi } from "vitest"
import { type SessionSnapshot, SNAPSHOT_KEY } from "../../src/session/snapshot"
import { taskUrlFor } from "../../src/session/tasks"
import type { Contexts } from "./contexts"
import { controlServiceWorker } from "./service-worker"
import { PATIENCE_MS, waitUntil } from "./wait-until"

export type Extension = Awaited<ReturnType<typeof openExtension>>

/** Hands on the installed extension: opens its pages, stops its worker, reads what it stores. */
export async function openExtension(browser: Browser, id: string, contexts: Contexts) {
  const origin = `chrome-extension://${id}`
  await waitUntil(() => contexts.worker() !== undefined, "the service worker")
  const observer = await openObserver()
  const serviceWorker = await controlServiceWorker(observer, contexts, origin)

  function waitForTarget(is: (target: Target) => boolean, what: string) {
    return browser.waitForTarget(is, { timeout: PATIENCE_MS }).catch(async () => {
      const open = (await pages()).map((page) => page.url())
      throw new Error(`Waited in vain for ${what}. Open: ${open.join(", ") || "no page of the extension"}`)
    })
  }

  // A target has its address before its document.
  async function whenReady(page: Page) {
    await waitUntil(() => page.evaluate(() => Boolean(chrome.runtime?.id)), `${page.url()} to load`)
    return page
  }

  // Reads storage and the toolbar without waking the worker, and runs none of our code: the manifest shown as text.
  async function openObserver() {
    const url = `${origin}/manifest.json`
    const session = await browser.target().createCDPSession()
    await session.send("Target.createTarget", { url, background: true })
    await session.detach()
    const target = await browser.waitForTarget((candidate) => candidate.url() === url)
    return whenReady(await toPage(target))
  }

  async function toPage(target: Target) {
    const page = await target.asPage()
    page.setDefaultTimeout(PATIENCE_MS)
    return page
  }

  /** The open pages of the extension, the popup too. */
  async function pages(): Promise<Page[]> {
    const targets = browser.targets().filter((target) => target.type() === "page" && isPage(target))
    return Promise.all(targets.map(toPage))
  }

  function isPage(target: Target) {
    return target.url().startsWith(`${origin}/`) && new URL(target.url()).pathname.endsWith(".html")
  }

  /** Waits for a page of the extension, named by its path. */
  async function page(path: string) {
    const target = await waitForTarget((candidate) => isPage(candidate) && isAt(candidate, path), path)
    return whenReady(await toPage(target))
  }

  function isAt(target: Target, path: string) {
    return new URL(target.url()).pathname === path
  }

  /** The real popup, as after a click on the extension's icon. Does not wake the worker by itself. */
  async function openPopup() {
    const isPopup = (target: Target) => isPage(target) && isAt(target, "/popup.html")
    if (!browser.targets().some(isPopup)) await observer.evaluate(() => chrome.action.openPopup())
    return page("/popup.html")
  }

  /** The real side panel of the first window, as from Chrome's own menu. */
  async function openSidePanel() {
    await observer.evaluate(() => chrome.sidePanel.open({ windowId: chrome.windows.WINDOW_ID_CURRENT }))
    return page("/sidepanel.html")
  }

  /** The tab in which this task is completed, which the extension must have opened. */
  function taskPage(key: string) {
    return page(taskUrlFor(key))
  }

  /** Opens a page of the extension in a new tab, as by its address. */
  async function openPage(path: string) {
    const tab = await browser.newPage()
    tab.setDefaultTimeout(PATIENCE_MS)
    await tab.goto(`${origin}${path}`)
    return tab
  }

  /** What pages know of the session. With a status it waits until the session has it. */
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
      { timeout: PATIENCE_MS, interval: 20 }
    )
  }

  /** What the icon in the toolbar says. */
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
    /** Starts the worker, if it is stopped, and answers with what runs functions in it. */
    wakeServiceWorker: async () => {
      await serviceWorker.wake()
      return { evaluate: serviceWorker.evaluate }
    },
    snapshot,
    toolbar,
    /** A context of the extension for what else a test wants to know: `observer.evaluate(() => chrome...)`. */
    observer
  }
}
