import { readFile } from "node:fs/promises"
import path from "node:path"
import { type Context, Hono } from "hono"

/** Where a page may load what from, and by whom it may be framed: nobody. */
const POLICY = {
  "default-src": "'none'",
  "script-src": "'self'",
  "style-src": "'self'",
  "img-src": "'self'",
  "connect-src": "'self'",
  "base-uri": "'none'",
  "form-action": "'none'",
  "frame-ancestors": "'none'",
  "require-trusted-types-for": "'script'"
}

type Policy = Partial<Record<keyof typeof POLICY | "worker-src" | "trusted-types", string>>

/**
 * A page for people: `index.html`, `styles.css` and `main.ts` of a folder. The page is what `/` and the paths of its own
 * lead to, the others are at `/styles.css`, `/main.js` and `/icon.svg`.
 */
export function site(
  folder: string,
  { policy = {}, pages = ["/"] }: { policy?: Policy; pages?: string[] } = {}
) {
  const read = (name: string) => readFile(path.join(folder, name), "utf8")
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

  let script: Promise<string> | undefined
  const app = new Hono()
  app.get("/main.js", async (c) => {
    script ??= compile(path.join(folder, "main.ts"))
    return send(c, "text/javascript", await script)
  })
  app.get("/styles.css", async (c) => send(c, "text/css", await read("styles.css")))
  app.get("/icon.svg", async (c) => send(c, "image/svg+xml", await read("icon.svg")))
  for (const page of pages) app.get(page, async (c) => send(c, "text/html", await read("index.html")))
  return app
}

async function compile(entry: string) {
  // Slow to load, and tests seldom open a page.
  const { build } = await import("esbuild")
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: "esm",
    target: "chrome123",
    sourcemap: "inline",
    logLevel: "silent"
  })
  return outputFiles[0]?.text ?? ""
}
