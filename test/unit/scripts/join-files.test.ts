import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { afterEach, beforeEach, expect, test } from "vitest"
import { joinFiles } from "../../../scripts/join-files"
import { filesIn } from "../../../scripts/scan-build"

let directory: string
beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), "join-"))
  mkdirSync(path.join(directory, "tabs"))
})
afterEach(() => rmSync(directory, { recursive: true }))

const read = (file: string) => readFileSync(path.join(directory, file), "utf8")
const write = (file: string, content: string) => writeFileSync(path.join(directory, file), content)
const script = (file: string) => `<script type="module" src="/${file}"></script>`
const style = (file: string) => `<link rel="stylesheet" href="/${file}">`

function writePage(page: string, head: string, own: string) {
  write(page, `<html><head>${head}<title>A page</title></head><body>${script(own)}</body></html>`)
}

test("scripts that the same pages load become one, in their order, and a page's own script stays the last", () => {
  for (const name of ["react", "ui", "lists", "popup"]) write(`${name}.1a.js`, `"${name}";`)
  write("tabs/task.1a.js", '"task";')
  writePage("popup.html", script("react.1a.js") + script("ui.1a.js"), "popup.1a.js")
  writePage(
    "tabs/task.html",
    script("react.1a.js") + script("lists.1a.js") + script("ui.1a.js"),
    "tabs/task.1a.js"
  )

  joinFiles(directory)

  const [shared = ""] = filesIn(directory).filter((file) => file.startsWith("shared."))
  expect(read(shared)).toBe('"react";\n"ui";')
  expect(read("popup.html")).toContain(`<head>${script(shared)}<title>`)
  expect(read("popup.html")).toContain(`<body>${script("popup.1a.js")}`)
  // Only the task's page loads both its lists and its own script, but they're in different folders.
  expect(read("tabs/task.html")).toContain(`<head>${script(shared)}${script("lists.1a.js")}<title>`)
  expect(filesIn(directory)).not.toContain("react.1a.js")
})

test("scripts that load a joined file find it by its new name", () => {
  write("react.1a.js", "a")
  write("ui.1a.js", "b")
  write(
    "lazy.1a.js",
    'register(JSON.parse(\'{"x":"react.1a.js","y":"ui.1a.js"}\'));import("./"+resolve("y"))'
  )
  writePage("popup.html", script("react.1a.js") + script("ui.1a.js"), "popup.1a.js")
  writePage("sidepanel.html", script("react.1a.js") + script("ui.1a.js"), "sidepanel.1a.js")
  write("popup.1a.js", "")
  write("sidepanel.1a.js", "")

  joinFiles(directory)

  const [shared = ""] = filesIn(directory).filter((file) => file.startsWith("shared."))
  expect(read("lazy.1a.js")).toContain(`{"x":"${shared}","y":"${shared}"}`)
})

test("stylesheets of all folders become one, in the folder of those that scripts load", () => {
  const styles = style("form.1a.css") + style("tabs/base.1a.css")
  write("form.1a.css", "form{}")
  write("tabs/base.1a.css", "body{}")
  write("popup.1a.js", 'register(JSON.parse(\'{"f":"form.1a.css","b":"base.1a.css"}\'));load(resolve("f"))')
  write("tabs/task.1a.js", "")
  writePage("popup.html", styles, "popup.1a.js")
  writePage("tabs/task.html", style("tabs/base.1a.css") + style("form.1a.css"), "tabs/task.1a.js")

  joinFiles(directory)

  const [shared = "", ...others] = filesIn(directory).filter((file) => file.endsWith(".css"))
  expect(others).toEqual([])
  expect(read(shared)).toBe("body{}\nform{}")
  for (const page of ["popup.html", "tabs/task.html"]) {
    expect(read(page)).toContain(`<head>${style(shared)}<title>`)
  }
})

test.each([
  {
    why: "scripts load it from there",
    styles: ["form{}", "body{}"],
    scripts: [
      'register(JSON.parse(\'{"f":"form.1a.css"}\'));load(resolve("f"))',
      'register(JSON.parse(\'{"b":"base.1a.css"}\'));load(resolve("b"))'
    ]
  },
  {
    why: "it loads a picture from there",
    styles: ["form{background:url(form.1a.png)}", "body{background:url(base.1a.png)}"],
    scripts: ["", ""]
  }
])(
  "a stylesheet stays in its folder if $why",
  ({ styles: [form = "", base = ""], scripts: [popup = "", task = ""] }) => {
    write("form.1a.css", form)
    write("tabs/base.1a.css", base)
    write("popup.1a.js", popup)
    write("tabs/task.1a.js", task)
    writePage("popup.html", style("form.1a.css") + style("tabs/base.1a.css"), "popup.1a.js")

    joinFiles(directory)

    expect(filesIn(directory)).toEqual(expect.arrayContaining(["form.1a.css", "tabs/base.1a.css"]))
  }
)
