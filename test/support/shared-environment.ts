import { fileURLToPath } from "node:url"
import type { Browser, LaunchOptions } from "puppeteer"
import { FRONTEND_API_HOST, type InstanceType } from "../../emulator/model/frontend-api-host"
import { startEmulator } from "../../emulator/start"
import { launchChromium } from "../../scripts/launch-chromium"
import { createEmulatorClient, type EmulatorClient } from "./emulator-client"
import { type Gate, startGate } from "./gate"
import { waitUntil } from "./wait-until"

/** One browser and one emulator, shared by all tests of a worker. Both end with its process. */
type SharedEnvironment = {
  instance: InstanceType
  browser: Browser
  emulator: EmulatorClient
  /** The browser's network: it leads to the emulator and nowhere else. */
  network: Gate
  stop(): Promise<void>
}

let current: SharedEnvironment | undefined

export async function sharedEnvironment(instance: InstanceType): Promise<SharedEnvironment> {
  if (current?.instance !== instance || !current.browser.connected) {
    await stopEnvironment()
    current = await startShared(instance)
  }
  return current
}

/**
 * When an extension is uninstalled on Linux, Chromium starts seven scripts of xdg-utils, one after the other, to remove its shortcuts. They
 * would take a third of the tests' time. So we replace the first one with a script that waits until the browser has ended, and no other
 * starts. We have to kill that browser, because if it's closed, it waits for the script.
 */
async function startShared(instance: InstanceType): Promise<SharedEnvironment> {
  const scripts = fileURLToPath(new URL("without-desktop", import.meta.url))
  const env = { ...process.env, PATH: `${scripts}:${process.env.PATH}` }
  const environment = await startEnvironment(instance, process.platform === "linux" ? { env } : {})
  const { browser, stop } = environment
  return {
    ...environment,
    stop: async () => {
      await killBrowser(browser)
      await stop()
    }
  }
}

/** Ends the browser at once. */
export async function killBrowser(browser: Browser): Promise<void> {
  browser.process()?.kill("SIGKILL")
  await waitUntil(() => !browser.connected, "the browser to end")
}

async function stopEnvironment() {
  const stopping = current
  current = undefined
  await stopping?.stop()
}

/** An environment for a test that needs its own and stops it itself. `launch` starts another browser for the same emulator. */
export async function startEnvironment(instance: InstanceType, options: LaunchOptions = {}) {
  const emulator = await startEmulator({ port: 0, https: true, instance })
  const network = await startGate(Number(new URL(emulator.httpsUrl ?? "").port))
  // In production its web apps have host names beside the Frontend API's.
  const hosts = [FRONTEND_API_HOST[instance], ...(instance === "production" ? ["*.emulator.example"] : [])]
  const toEmulator = hosts.map((host) => `MAP ${host} 127.0.0.1:${network.port}`)
  const launch = () =>
    launchChromium(true, {
      // A call that Chromium leaves unanswered fails while its own test is still running.
      protocolTimeout: 30_000,
      ...options,
      args: [
        // Chromium's own windows are animated too, which would take a tenth of the time.
        "--animation-duration-scale=0",
        // The pages' animations would take a fifth. The demo's test has them.
        "--force-prefers-reduced-motion",
        // High enough for the whole popup.
        "--screen-info={1280x1000}",
        `--host-resolver-rules=${toEmulator}, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost`,
        // Chromium would start a process for the next page ahead, which few tests ever use.
        "--disable-features=SpareRendererForSitePerProcess",
        "--ignore-certificate-errors"
      ]
    })
  const browser = await launch()

  return {
    instance,
    browser,
    launch,
    emulator: createEmulatorClient(emulator.url),
    network,
    stop: async () => {
      await browser.close()
      await network.stop()
      await emulator.stop()
    }
  }
}
