import { launchChromium, runsWithoutSandbox } from "./launch-chromium"
import { UsageError } from "./usage-error"

/** Opens Chromium so that the author can try the extension. Resolves when its window is closed, or when `stopped` resolves. */
export async function openDemoBrowser(
  extension: string,
  startPage: string,
  stopped: Promise<void>,
  args: string[] = []
) {
  if (runsWithoutSandbox()) {
    console.log(
      "Note: for root, Chromium runs without its sandbox. In this window, open only the extension and the emulator."
    )
  }
  const browser = await launchChromium(extension, {
    headless: false,
    defaultViewport: null,
    args,
    // The demo closes its browser itself.
    handleSIGINT: false,
    handleSIGTERM: false
  }).catch((error: Error) => {
    throw new UsageError(
      `Chromium couldn't open a window. To see the tasks without one, run: npm run demo -- --headless\n\n${error.message}`
    )
  })
  const closed = new Promise<void>((resolve) => browser.once("disconnected", () => resolve()))
  const [page] = await browser.pages()
  await page?.goto(startPage)
  const [installed] = (await browser.extensions()).values()
  // Like a click on the icon, which Chromium hides behind the puzzle icon.
  if (page && installed) await installed.triggerAction(page).catch(() => {})

  await Promise.race([closed, stopped])
  if (browser.connected) await browser.close()
}
