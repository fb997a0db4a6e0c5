import type { Page } from "puppeteer"
import { decodeQR } from "qr/decode.js"
import { sees } from "./on-page"

/** What a scanner reads from a picture on the page, found by its name: it sees only the drawn pixels. */
export async function scan(page: Page, name: string): Promise<string> {
  const picture = await sees(page, "image", name)
  const png = await picture.screenshot({ encoding: "base64" })
  const image = await page.evaluate(async (png) => {
    const drawn = new Image()
    drawn.src = `data:image/png;base64,${png}`
    await drawn.decode()
    const { naturalWidth: width, naturalHeight: height } = drawn
    const context = new OffscreenCanvas(width, height).getContext("2d")
    context?.drawImage(drawn, 0, 0)
    return { width, height, data: [...(context?.getImageData(0, 0, width, height).data ?? [])] }
  }, png)
  return decodeQR({ ...image, data: Uint8Array.from(image.data) })
}
