import puppeteer, { type Browser, type LaunchOptions } from "puppeteer"
import { findOrGetChromium } from "./chromium"

/** Starts Chromium with a fresh profile and the extension in this folder; `true` lets one be installed later. */
export async function launchChromium(
  extension: string | true,
  options: LaunchOptions = {}
): Promise<Browser> {
  const browser = await puppeteer.launch({
    executablePath: findOrGetChromium(),
    // Both: every build of Chrome, the branded one too, loads extensions this way.
    pipe: true,
    enableExtensions: extension === true ? true : [extension],
    ...options,
    args: [
      "--no-first-run",
      "--no-default-browser-check",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-default-apps",
      "--disable-domain-reliability",
      "--disable-sync",
      "--metrics-recording-only",
      "--password-store=basic",
      "--use-mock-keychain",
      ...(runsWithoutSandbox() ? ["--no-sandbox"] : []),
      ...(options.args ?? [])
    ]
  })
  if (extension !== true) await untilLoaded(browser)
  return browser
}

/** Chromium refuses to start its sandbox as root, which containers run as. */
export function runsWithoutSandbox(): boolean {
  return process.getuid?.() === 0
}

// Chromium runs a moment before it has the extension. Should it refuse it, those who look for it say so.
async function untilLoaded(browser: Browser) {
  const giveUpAt = Date.now() + 10_000
  while ((await browser.extensions()).size === 0 && Date.now() < giveUpAt) {
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
