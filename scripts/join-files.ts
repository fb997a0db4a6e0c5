import { createHash } from "node:crypto"
import { readFileSync, rmSync, writeFileSync } from "node:fs"
import path from "node:path"
import { filesIn } from "./scan-build"

const TAG = /<script\b[^>]*\ssrc="\/([^"]+)"[^>]*><\/script>|<link\b[^>]*\shref="\/([^"]+\.css)"[^>]*>/g

/**
 * Joins the scripts of a build that exactly the same pages load, and the stylesheets too. Chrome takes milliseconds for each file of an
 * extension, however small it is, and Parcel makes one for each group of pages and lazy screens that share something.
 */
export function joinFiles(directory: string): void {
  const read = (file: string) => readFileSync(path.join(directory, file), "utf8")
  const filesOfKind = (extension: string) => filesIn(directory).filter((file) => file.endsWith(extension))
  const pages = filesOfKind(".html")
  const code = filesOfKind(".js").map(read).join("\n")
  /** The folder that a file has to stay in: scripts load it from there, or it loads a picture from there. */
  const folderOf = (file: string) =>
    file.endsWith(".js") || isLoadedBy(code, file) || read(file).includes("url(")
      ? path.posix.dirname(file)
      : undefined

  const names = new Map<string, string>()
  for (const group of groupsOf(pages.map((page) => filesOf(read(page))))) {
    const folder = group.map(folderOf).find((it) => it !== undefined) ?? path.posix.dirname(group[0] ?? "")
    const files = group.filter((file) => (folderOf(file) ?? folder) === folder)
    if (files.length < 2) continue

    const content = files.map(read).join("\n")
    const hash = createHash("sha256").update(content).digest("hex").slice(0, 8)
    const joined = path.posix.join(folder, `shared.${hash}${path.extname(files[0] ?? "")}`)
    for (const file of files) {
      names.set(file, joined)
      rmSync(path.join(directory, file))
    }
    writeFileSync(path.join(directory, joined), content)
  }

  const renamed = (text: string, nameOf: (file: string) => string) =>
    [...names].reduce((result, [old, name]) => result.replaceAll(nameOf(old), nameOf(name)), text)
  for (const page of pages) {
    const html = renamed(read(page), (file) => `"/${file}"`)
    writeFileSync(path.join(directory, page), withoutRepeats(html))
  }
  // Scripts load others by names without folders.
  for (const script of filesOfKind(".js")) {
    writeFileSync(path.join(directory, script), onceLoaded(renamed(read(script), path.posix.basename)))
  }
}

/** The scripts that a page loads. */
export function scriptsOf(html: string): string[] {
  return filesOf(html).filter((file) => file.endsWith(".js"))
}

/** The scripts and stylesheets that a page loads. */
function filesOf(html: string) {
  return [...html.matchAll(TAG)].map(([, script = "", style = ""]) => script || style)
}

/** Files of the same kind that exactly the same pages load. Where pages disagree about the order, the last page decides. */
function groupsOf(pages: string[][]) {
  const groups = new Map<string, string[]>()
  for (const file of new Set(pages.toReversed().flat())) {
    const loadedBy = pages.flatMap((files, page) => (files.includes(file) ? [page] : []))
    const key = [path.extname(file), ...loadedBy].join()
    groups.set(key, [...(groups.get(key) ?? []), file])
  }
  return [...groups.values()]
}

/** Whether a script loads this stylesheet, by Parcel's ID. */
function isLoadedBy(code: string, file: string) {
  const name = path.posix.basename(file)
  const ids = [...code.matchAll(/"(\w+)":"([^"]+)"/g)].filter(([, , loaded]) => loaded === name)
  return ids.some(([, id]) => code.includes(`resolve("${id}")`))
}

/**
 * Parcel means to load no stylesheet that the page already has, but looks at the list of its links as if that were one link.
 * @see https://github.com/parcel-bundler/parcel/blob/v2.9.3/packages/runtimes/js/src/helpers/browser/css-loader.js
 */
function onceLoaded(script: string) {
  return script.replace(/\[\]\.concat\((document\.getElementsByTagName\("link"\))\)/g, "Array.from($1)")
}

function withoutRepeats(html: string) {
  const seen = new Set<string>()
  return html.replace(TAG, (tag, script, style) => {
    const file = script ?? style
    if (seen.has(file)) return ""
    seen.add(file)
    return tag
  })
}
