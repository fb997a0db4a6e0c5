import { existsSync } from "node:fs"
import path from "node:path"
import { fileURLToPath } from "node:url"
import type { Instance } from "../model/instance"
import { site } from "./site"

const FOLDER = fileURLToPath(new URL("../web/prebuilt", import.meta.url))

/** Whether Clerk's components are here: they are large, so the normal install does without. */
export const isPrebuiltInstalled = () => existsSync(path.join(FOLDER, "node_modules/@clerk/ui"))

/** Pages with Clerk's own components, to see that they work with this emulator as they do with Clerk. */
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
      // The components make their styles as they appear, and have icons in them.
      "style-src": "'self' 'unsafe-inline'",
      "img-src": "'self' data:",
      // The SDK refreshes tokens from a worker of its own making.
      "worker-src": "blob:"
    },
    values: { publishableKey: instance.publishableKey }
  })
