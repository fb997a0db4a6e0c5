import { cpSync, readFileSync, writeFileSync } from "node:fs"
import path from "node:path"
import type { Page } from "puppeteer"
import { FRONTEND_API_HOST } from "../../emulator/model/frontend-api-host"

/** Our extension with a content script, such as an author may add, in a folder of its own. */
export function addContentScript(build: string, directory: string, code: string) {
  cpSync(build, directory, { recursive: true })
  const file = path.join(directory, "manifest.json")
  const manifest = JSON.parse(readFileSync(file, "utf8"))
  const matches = ["http://localhost/*", `https://${FRONTEND_API_HOST.development}/*`]
  manifest.content_scripts = [{ matches, js: ["content-script.js"] }]
  writeFileSync(file, JSON.stringify(manifest))
  writeFileSync(path.join(directory, "content-script.js"), code)
  return directory
}

/** A function's text as a content script; its result waits in the page for `resultsOf`. */
export const reporting = (tries: string) =>
  `(${tries})(chrome.runtime.id).then((results) => {
    document.documentElement.dataset.results = JSON.stringify(results)
  })`

/** The result of the content script in a page, even a page in the background. */
export async function resultsOf(page: Page) {
  const results = await page.waitForFunction(() => document.documentElement.dataset.results, { polling: 20 })
  return JSON.parse(String(await results.jsonValue()))
}
