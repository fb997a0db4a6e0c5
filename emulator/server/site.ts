import { readFile } from "node:fs/promises"
import path from "node:path"
import { type Context, Hono } from "hono"

/** The base content security policy. No page may be framed. */
const POLICY: Record<string, string> = {
  "default-src": "'none'",
  "script-src": "'self'",
  "style-src": "'self'",
  "img-src": "'self'",
  "connect-src": "'self'",
  "base-uri": "'none'",
  "form-action": "'none'",
  "frame-ancestors": "'none'"
}

type Site = {
  /** Contains `index.html`, `styles.css`, `icon.svg` and the script. */
  folder: string
  script?: string
  /** The paths that serve the page. */
  pages: string[]
  /** Additions to the base policy. */
  policy?: Record<string, string>
  /** Values for the placeholders `%name%` in the page. A function gets the page's URL. */
  values?: Record<string, string | ((url: URL) => string)>
}

/** Serves a page, and compiles its script and styles on the first request. */
export function site({ folder, script = "main.ts", pages, policy = {}, values = {} }: Site) {
  const rules = Object.entries({ ...POLICY, ...policy }).map(([name, value]) => `${name} ${value}`)
  const send = (c: Context, type: string, text: string) =>
    c.body(text, 200, {
      "content-type": `${type}; charset=utf-8`,
      "cache-control": "no-cache",
      "content-security-policy": rules.join("; "),
      "cross-origin-opener-policy": "same-origin",
      "cross-origin-resource-policy": "same-origin",
      "referrer-policy": "no-referrer",
      "x-content-type-options": "nosniff"
    })
  const read = (name: string) => readFile(path.join(folder, name), "utf8")
  let compiled: ReturnType<typeof compile> | undefined
  const compiledOnce = () => {
    compiled ??= compile([script, "styles.css"].map((name) => path.join(folder, name)))
    return compiled
  }

  const app = new Hono()
  app.get("/main.js", async (c) => send(c, "text/javascript", (await compiledOnce()).script))
  app.get("/styles.css", async (c) => send(c, "text/css", (await compiledOnce()).styles))
  app.get("/icon.svg", async (c) => send(c, "image/svg+xml", await read("icon.svg")))
  for (const page of pages) {
    app.get(page, async (c) => {
      const html = await read("index.html")
      const url = new URL(c.req.url)
      return send(
        c,
        "text/html",
        html.replace(/%(\w+)%/g, (text, name) => {
          const value = values[name] ?? text
          return typeof value === "string" ? value : value(url)
        })
      )
    })
  }
  return app
}

async function compile(entryPoints: string[]) {
  // Imported on demand: it loads slowly, and many runs never open a page.
  const { build } = await import("esbuild")
  const { outputFiles } = await build({
    entryPoints,
    outdir: "/",
    bundle: true,
    write: false,
    format: "esm",
    target: "chrome123",
    define: { "process.env.NODE_ENV": '"production"' },
    logLevel: "silent"
  })
  const textOf = (extension: string) => outputFiles.find((file) => file.path.endsWith(extension))?.text ?? ""
  return { script: textOf(".js"), styles: textOf(".css") }
}
