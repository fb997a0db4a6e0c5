import path from "node:path"
import type { Page } from "puppeteer"
import { PROJECT } from "../../scripts/project"

/** Takes a picture for the docs, when `UPDATE_IMAGES=1` asks for it. */
export async function takePicture(page: Page, name: string) {
  if (!process.env.UPDATE_IMAGES) return
  await page.screenshot({ path: path.join(PROJECT, `docs/images/${name}.png`), fullPage: true })
}
