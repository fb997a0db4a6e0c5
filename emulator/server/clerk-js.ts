import { readFile } from "node:fs/promises"
import { createRequire } from "node:module"
import path from "node:path"
import type { Context } from "hono"
import { envelope, notFound } from "../frontend-api/errors"

const DIST = path.dirname(createRequire(import.meta.url).resolve("@clerk/clerk-js"))

/** Serves the published SDK: its main script, and the chunks that it loads on demand. */
export async function serveClerkJs(c: Context) {
  const name = c.req.param("file") ?? ""
  // Allows file names only, no paths.
  const script =
    /^[\w-]+(\.[\w-]+)*\.js$/.test(name) && (await readFile(path.join(DIST, name)).catch(() => null))
  if (!script) return c.json(envelope(notFound("script").errors), 404)
  return c.body(script, 200, {
    "content-type": "text/javascript; charset=utf-8",
    "cache-control": "max-age=3600",
    // Clerk's components for React load the script in CORS mode.
    "access-control-allow-origin": "*",
    "x-content-type-options": "nosniff"
  })
}
