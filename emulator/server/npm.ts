import { readFileSync } from "node:fs"
import { readFile } from "node:fs/promises"
import { createRequire } from "node:module"
import path from "node:path"
import { fileURLToPath } from "node:url"
import type { Context } from "hono"
import { apiError, envelope, notFound } from "../frontend-api/errors"

const PREBUILT = fileURLToPath(new URL("../web/prebuilt", import.meta.url))

/** Where each package is installed. The components are large, so the normal install leaves them out. */
const FOLDERS: Record<string, string> = {
  "clerk-js": path.join(path.dirname(createRequire(import.meta.url).resolve("@clerk/clerk-js")), ".."),
  ui: path.join(PREBUILT, "node_modules/@clerk/ui")
}

/**
 * Serves the published scripts of Clerk's SDK where Clerk's Frontend API has them: `/npm/@clerk/clerk-js@6/dist/clerk.browser.js`,
 * the components of `@clerk/ui`, and the chunks that both load on demand. There's one version of each, the installed one.
 */
export async function serveNpm(c: Context) {
  const [, name = "", wanted = ""] = /^(clerk-js|ui)@([\w.-]+)$/.exec(c.req.param("package") ?? "") ?? []
  const file = c.req.param("file") ?? ""
  const folder = FOLDERS[name]
  // Allows file names only, no paths.
  if (!folder || !/^[\w-]+(\.[\w-]+)*\.js$/.test(file)) return refuse(c, notFound("script"))
  const installed = versionIn(folder)
  if (!installed) return refuse(c, notInstalled(name))
  if (!isServed(wanted, installed)) return refuse(c, otherVersion(name, installed))
  const script = await readFile(path.join(folder, "dist", file)).catch(() => undefined)
  if (!script) return refuse(c, notFound("script"))
  return c.body(script, 200, {
    "content-type": "text/javascript; charset=utf-8",
    "cache-control": "max-age=3600",
    // Pages load the scripts in CORS mode.
    "access-control-allow-origin": "*",
    "x-content-type-options": "nosniff"
  })
}

function versionIn(folder: string): string | undefined {
  try {
    return JSON.parse(readFileSync(path.join(folder, "package.json"), "utf8")).version
  } catch {
    return undefined
  }
}

/** SDKs ask for a major version, or for the exact one that the app names. */
const isServed = (wanted: string, installed: string) =>
  wanted === "latest" || wanted.split(".")[0] === installed.split(".")[0]

const refuse = (c: Context, { errors }: { errors: Parameters<typeof envelope>[0] }) =>
  c.json(envelope(errors), 404, { "access-control-allow-origin": "*" })

const notInstalled = (name: string) =>
  apiError(404, "resource_not_found", "Not installed", {
    longMessage: `To serve @clerk/${name}, start the emulator with: npm run emulator:prebuilt`
  })

const otherVersion = (name: string, installed: string) =>
  apiError(404, "resource_not_found", "Other version", {
    longMessage: `The emulator serves @clerk/${name} ${installed}, and no other major version.`
  })
