import { existsSync } from "node:fs"
import path from "node:path"
import { fileURLToPath } from "node:url"
import type { Instance } from "../model/instance"
import { site } from "./site"

const FOLDER = fileURLToPath(new URL("../web/prebuilt", import.meta.url))

/** Whether Clerk's components are installed. They are large, so the normal install leaves them out. */
export const isPrebuiltInstalled = () => existsSync(path.join(FOLDER, "node_modules/@clerk/ui"))

/** Pages with Clerk's own components, to check that they work with the emulator as they do with Clerk. */
export const prebuilt = (instance: Instance) =>
  site({
    folder: FOLDER,
    script: "main.tsx",
    pages: [
      "/",
      "/sign-in",
      "/sign-up",
      "/waitlist",
      "/tasks/choose-organization",
      "/tasks/reset-password",
      "/tasks/setup-mfa"
    ],
    policy: {
      // The components create styles at run time, and their icons are data URLs.
      "style-src": "'self' 'unsafe-inline'",
      "img-src": "'self' data:",
      // The SDK refreshes tokens in a worker that it creates from a blob.
      "worker-src": "blob:"
    },
    values: { publishableKey: instance.publishableKey }
  })
