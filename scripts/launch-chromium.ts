import puppeteer, { type Browser, type LaunchOptions } from "puppeteer"
import { findOrGetChromium } from "./chromium"

/** Starts Chromium with a new profile and the extension in this folder. With `true`, you can install one later. */
export async function launchChromium(
  extension: string | true,
  options: LaunchOptions = {}
): Promise<Browser> {
  const browser = await puppeteer.launch({
    executablePath: findOrGetChromium(),
    // With both of these, every build of Chrome loads extensions, including the branded one.
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

/** Chromium doesn't start its sandbox for root, which is the user in most containers. */
export function runsWithoutSandbox(): boolean {
  return process.getuid?.() === 0
}

// Chromium loads the extension a moment after it starts. If it rejects the extension, the caller that needs it fails.
async function untilLoaded(browser: Browser) {
  const giveUpAt = Date.now() + 10_000
  while ((await browser.extensions()).size === 0 && Date.now() < giveUpAt) {
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
