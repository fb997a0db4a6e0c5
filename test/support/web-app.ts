import type { Page } from "puppeteer"
import type { InstanceType } from "../../emulator/model/frontend-api-host"
import { SYNC_HOST } from "./builds"
import { sees } from "./on-page"
import { ada } from "./people"
import { PATIENCE_MS } from "./wait-until"
import type { Story } from "./with-extension"

export type WebApp = Awaited<ReturnType<typeof openWebApp>>

/** The emulator's demo app, in a tab beside the extension. In production it has a host name of its own, as web apps do. */
export async function openWebApp({ browser, emulator }: Story, instance: InstanceType) {
  const origin = instance === "production" ? SYNC_HOST.production : emulator.url
  const page = await browser.newPage()
  page.setDefaultTimeout(PATIENCE_MS)
  await page.goto(`${origin}/demo`)
  await sees(page, "heading", "Signed out")

  return {
    page,
    open: (path: string) => page.goto(`${origin}/demo${path}`),
    /** On this task's page. */
    choose: (organization: string) => page.locator(`::-p-text(${organization})`).click(),
    /** On its sign-in page. Without a click, which would close the extension's popup. */
    signIn: async ({ email, password } = ada) => {
      await page.waitForSelector("[name=identifier]")
      await page.evaluate(
        (identifier, password) => {
          const form = document.forms[0] as HTMLFormElement
          for (const [name, value] of Object.entries({ identifier, password })) {
            ;(form.elements.namedItem(name) as HTMLInputElement).value = value
          }
          form.requestSubmit()
        },
        email,
        password
      )
    }
  }
}

/** Brings its tab to the front, which is when Clerk's SDK syncs. In headless Chromium the event may come too early for the SDK. */
export async function lookAt(page: Page) {
  await page.bringToFront()
  await page.waitForFunction(() => document.visibilityState === "visible")
  await page.evaluate(() => window.dispatchEvent(new Event("focus")))
}
