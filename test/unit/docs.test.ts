import { existsSync } from "node:fs"
import path from "node:path"
import { expect, test } from "vitest"
import { PROJECT } from "../../scripts/project"
import { readFiles } from "../../scripts/project-files"

const ROOTS = [
  "README.md",
  "CHANGELOG.md",
  "CONTRIBUTING.md",
  "SECURITY.md",
  ".github",
  "bench",
  "docs",
  "emulator",
  "examples/web/README.md"
]
const INDEX = "docs/README.md"

const files = readFiles(PROJECT, ROOTS)
const pages = [...files]
  .filter(([file]) => file.endsWith(".md"))
  .map(([file, text]) => [file, String(text)] as const)
const textOf = new Map(pages)

/** The paths, from the project's root, and the headings to which a page links. */
function linksIn(page: string, text: string) {
  const prose = text.replaceAll(/^```[\s\S]*?^```$|`[^`\n]*`/gm, "")
  const targets = [...prose.matchAll(/\]\(([^)\s]+)\)|^\[[^\]]+\]: (\S+)$|\bsrc="([^"]+)"/gm)]
  return targets
    .map(([, inline, reference, picture]) => inline ?? reference ?? picture ?? "")
    .filter((target) => !/^[a-z]+:/.test(target))
    .map((target) => {
      const [file = "", heading] = target.split("#")
      return { target, to: file ? path.posix.join(path.posix.dirname(page), file) : page, heading }
    })
}

/** The IDs that GitHub gives to headings. */
function headingsOf(page: string) {
  const prose = (textOf.get(page) ?? "").replaceAll(/^```[\s\S]*?^```$/gm, "")
  return [...prose.matchAll(/^#+ (.*)$/gm)].map(([, heading = ""]) =>
    heading
      .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, "$1")
      .toLowerCase()
      .trim()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, "")
      .replaceAll(" ", "-")
  )
}

test.for(pages)("each link in %s leads to a file and a heading that exist", ([page, text]) => {
  const names = [...files.keys()]
  const broken = linksIn(page, text).filter(({ to, heading }) => {
    const isThere =
      names.some((name) => name === to || name.startsWith(`${to}/`)) || existsSync(path.join(PROJECT, to))
    return !isThere || (heading !== undefined && !headingsOf(to).includes(heading))
  })

  expect(broken.map(({ target }) => target)).toEqual([])
})

test("docs/README.md leads to every page in docs, directly or by a folder's own README.md", () => {
  const linked = (page: string) => linksIn(page, textOf.get(page) ?? "").map(({ to }) => to)
  const direct = linked(INDEX)
  const indexes = direct.filter((page) => page.endsWith("/README.md"))
  const reached = [INDEX, ...direct, ...indexes.flatMap(linked)]
  const inDocs = pages.map(([page]) => page).filter((page) => page.startsWith("docs/"))

  expect(inDocs.length).toBeGreaterThan(20)
  expect(inDocs.filter((page) => !reached.includes(page))).toEqual([])
})
