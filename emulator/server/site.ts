import { readFile } from "node:fs/promises"
import path from "node:path"
import { type Context, Hono } from "hono"

/** What a page may load from where, and who may frame it: nobody. */
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
  /** Has `index.html`, `styles.css`, `main.ts` or another script, and `icon.svg`. */
  folder: string
  script?: string
  /** The paths that lead to the page. */
  pages: string[]
  /** What else it is allowed. */
  policy?: Record<string, string>
  /** Stands in the page as `%name%`, for some by the page's address. */
  values?: Record<string, string | ((url: URL) => string)>
}

/** A page for people, compiled when it is first asked for. */
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
  // Slow to load, and most who start an emulator open no page.
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
