import puppeteer, { type Browser, type LaunchOptions } from "puppeteer"
import { findOrGetChromium } from "./chromium"

/** Starts Chromium with a fresh profile and the extension in this folder; `true` lets one be installed later. */
export function launchChromium(extension: string | true, options: LaunchOptions = {}): Promise<Browser> {
  return puppeteer.launch({
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
      // Chromium refuses to start its sandbox as root, which containers run as.
      ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
      ...(options.args ?? [])
    ]
  })
}
