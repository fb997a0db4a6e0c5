import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { afterEach, beforeEach, expect, test } from "vitest"
import { fixForMissingPage, missingPages } from "../../../../scripts/checks/missing-pages"

let directory: string
beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), "pages-"))
  mkdirSync(path.join(directory, "tabs"))
  writeFileSync(path.join(directory, "tabs/workspace.html"), "")
})
afterEach(() => rmSync(directory, { recursive: true }))

const writeScript = (code: string) => writeFileSync(path.join(directory, "popup.js"), code)

test("a page that scripts name and that exists isn't missing", () => {
  writeScript('open("/tabs/workspace.html");open(`tabs/workspace.html`)')

  expect(missingPages(directory)).toEqual([])
})

test("each missing page is found once", () => {
  writeScript(`open("/tabs/gone.html");open('/tabs/gone.html');open("sidepanel.html")`)

  expect(missingPages(directory)).toEqual(["sidepanel.html", "tabs/gone.html"])
  expect(fixForMissingPage("tabs/gone.html")).toContain("Add src/tabs/gone.tsx")
})

test("other strings aren't pages of the extension", () => {
  writeScript('fetch("https://example.com/tabs/gone.html");url("/tabs/" + key + ".html");"help.html"')

  expect(missingPages(directory)).toEqual([])
})
