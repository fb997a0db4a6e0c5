import { launchChromium, runsWithoutSandbox } from "./launch-chromium"
import { UsageError } from "./usage-error"

/** Opens Chromium for a person to try the extension; resolves when its window is closed, or `stopped` does. */
export async function openDemoBrowser(extension: string, startPage: string, stopped: Promise<void>) {
  if (runsWithoutSandbox()) {
    console.log(
      "Note: as root, Chromium runs without its sandbox, so open nothing in this window but the extension and the emulator."
    )
  }
  const browser = await launchChromium(extension, {
    headless: false,
    defaultViewport: null,
    // The demo ends its browser itself.
    handleSIGINT: false,
    handleSIGTERM: false
  }).catch((error: Error) => {
    throw new UsageError(
      `Chromium could not open a window. To see the tasks without one: npm run demo -- --headless\n\n${error.message}`
    )
  })
  const closed = new Promise<void>((resolve) => browser.once("disconnected", () => resolve()))
  const [page] = await browser.pages()
  await page?.goto(startPage)
  const [installed] = (await browser.extensions()).values()
  // As a click on the icon, which Chromium hides behind the jigsaw piece.
  if (page && installed) await installed.triggerAction(page).catch(() => {})

  await Promise.race([closed, stopped])
  if (browser.connected) await browser.close()
}
