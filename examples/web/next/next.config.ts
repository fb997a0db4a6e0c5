import type { NextConfig } from "next"

// This folder has its own packages. Next.js would take the lockfile above for the app's.
export default { turbopack: { root: __dirname } } satisfies NextConfig
