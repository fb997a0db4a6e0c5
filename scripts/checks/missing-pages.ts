import { existsSync, readFileSync } from "node:fs"
import path from "node:path"
import { filesIn } from "../scan-build"

// A whole string, as in chrome.runtime.getURL("/tabs/workspace.html").
const PAGE = /(["'`])\/?((?:tabs\/[\w-]+|popup|sidepanel|options|newtab)\.html)\1/g

/** The pages that a build's scripts name and the build doesn't have. Opening one shows Chrome's ERR_FILE_NOT_FOUND. */
export function missingPages(directory: string): string[] {
  const named = filesIn(directory)
    .filter((file) => file.endsWith(".js"))
    .flatMap((file) => [...readFileSync(path.join(directory, file), "utf8").matchAll(PAGE)])
    .map(([, , page = ""]) => page)
  return [...new Set(named)].filter((page) => !existsSync(path.join(directory, page))).sort()
}

/** How to fix a page that is missing. */
export function fixForMissingPage(page: string): string {
  return `Add src/${page.replace(/\.html$/, ".tsx")}, or remove the code in src that opens "/${page}".`
}
