import type { Page } from "puppeteer"
import type { Contexts } from "./contexts"
import { waitUntil } from "./wait-until"

export type ServiceWorker = Awaited<ReturnType<typeof controlServiceWorker>>

/** Stops and wakes the extension's service worker; `observer` is a page of the extension that does nothing itself. */
export async function controlServiceWorker(observer: Page, contexts: Contexts, origin: string) {
  let status = "running"
  let stops = 0
  let isStartAwaited = false

  const session = await observer.createCDPSession()
  session.on("ServiceWorker.workerVersionUpdated", ({ versions }) => {
    // The worker of an extension that was installed before is redundant.
    const own = versions.find(
      (version) => version.scriptURL.startsWith(`${origin}/`) && version.status !== "redundant"
    )
    if (!own) return
    status = own.runningStatus
    if (status === "stopped") {
      stops += 1
      isStartAwaited = true
    } else if (isStartAwaited && own.targetId) {
      isStartAwaited = false
      // It gets the previous worker's target if something is still attached to that. Puppeteer is, when a worker stops while a page
      // opens, until the next worker answers.
      contexts.listenTo(own.targetId).catch(() => undefined)
    }
  })
  await session.send("ServiceWorker.enable")
  await waitUntil(isActivated, "the service worker to be activated")

  function isActivated() {
    return observer.evaluate(
      async () => (await navigator.serviceWorker.getRegistration())?.active?.state === "activated"
    )
  }

  /** As Chrome does after half a minute without work; what the worker held in memory is gone. */
  async function stop() {
    const worker = contexts.worker()
    if (!worker) return
    await contexts.release(worker)
    const stopsBefore = stops
    await session.send("ServiceWorker.stopAllWorkers")
    await waitUntil(() => stops > stopsBefore, "the worker to stop")
  }

  /** Starts the worker, if it's stopped, with a message event that our code doesn't listen to. */
  async function wake() {
    await observer.evaluate(async () => {
      const registration = await navigator.serviceWorker.getRegistration()
      registration?.active?.postMessage("wake up")
    })
    await waitUntil(async () => (await evaluate(() => typeof chrome)) === "object", "the worker to start")
  }

  /** Runs a function in the worker. Its arguments and result are copied as JSON. */
  async function evaluate<Args extends unknown[], Result>(
    run: (...args: Args) => Result,
    ...args: Args
  ): Promise<Awaited<Result>> {
    await waitUntil(() => contexts.worker() !== undefined, "a running service worker")
    const worker = await contexts.worker()?.session
    if (!worker) throw new Error("The service worker has stopped.")

    const { result, exceptionDetails } = await worker.send("Runtime.evaluate", {
      expression: `(${run})(...${JSON.stringify(args)})`,
      awaitPromise: true,
      returnByValue: true
    })
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text)
    return result.value
  }

  return { stop, wake, evaluate, isRunning: () => status !== "stopped" }
}
