import path from "node:path"
import type { Page } from "puppeteer"
import { PROJECT } from "../../scripts/project"

const TAB = { width: 800, height: 720 }

/** Takes a picture for the docs if `UPDATE_IMAGES=1`; for a tab, also one in dark colors. */
export async function takePicture(page: Page, name: string, size = TAB) {
  if (!process.env.UPDATE_IMAGES) return
  const save = (file: string) => page.screenshot({ path: path.join(PROJECT, `docs/images/${file}.png`) })

  if (/\/(popup|sidepanel)\.html$/.test(page.url())) {
    await save(name)
    return
  }
  // Colors in a transition would be caught halfway.
  const still = { name: "prefers-reduced-motion", value: "reduce" }
  await page.setViewport({ ...size, deviceScaleFactor: 2 })
  await page.emulateMediaFeatures([still])
  await save(name)
  await page.emulateMediaFeatures([still, { name: "prefers-color-scheme", value: "dark" }])
  await save(`${name}-dark`)
  await page.emulateMediaFeatures([])
  await page.setViewport(null)
}
